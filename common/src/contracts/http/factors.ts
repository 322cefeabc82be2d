import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { printed } from '../text.ts';
import { SignInMethod, UserView } from './users.ts';

/**
 * What is still wanted of somebody whose password was right: a second factor that the account has, or, of an operator
 * who has none, to add one. The `pending` cookie that comes along opens nothing else.
 */
export const PendingSignInView = z
  .object({
    next: z.enum(['second_factor', 'enrol']),
    email: z.string(),
    /** What the account can go on with; empty where a factor is to be added first. */
    methods: z.array(SignInMethod.exclude(['password'])),
    expiresAt: Instant,
  })
  .meta({ id: 'PendingSignIn' });
export type PendingSignInView = z.infer<typeof PendingSignInView>;
export const MaybePendingSignInView = z
  .object({ pending: PendingSignInView.nullable() })
  .meta({ id: 'MaybePendingSignIn' });

/** How many digits a code of an authenticator app has. */
export const TOTP_DIGITS = 6;

/** Typed off another screen: spaces between the digits, and digits of another width, are as good. */
const TotpCode = z
  .string()
  .overwrite((text) => text.normalize('NFKC').replace(/\s/g, ''))
  .refine((text) => new RegExp(`^\\d{${TOTP_DIGITS}}$`).test(text), {
    error: `must be the ${TOTP_DIGITS} digits that the app shows`,
    params: { code: 'totp_digits', digits: TOTP_DIGITS },
  });

export const GiveTotp = z.strictObject({ code: TotpCode });
/** Letters in either case, with or without the hyphen: `K7QF2-9M3XD`. */
export const GiveRecoveryCode = z.strictObject({ code: z.string().min(1, 'is required').max(50) });

/**
 * What `navigator.credentials` takes and gives, as JSON by the book (WebAuthn Level 3: `parseRequestOptionsFromJSON`,
 * `parseCreationOptionsFromJSON`, `toJSON`). The options are asked for first; their challenge is good once and for five minutes.
 */
export const PasskeyOptionsView = z
  .object({ challengeId: Id, options: z.record(z.string(), z.unknown()) })
  .meta({ id: 'PasskeyOptions' });
export type PasskeyOptionsView = z.infer<typeof PasskeyOptionsView>;

const base64url = (most: number) =>
  z
    .string()
    .min(1, 'is required')
    .max(most)
    .regex(/^[\w-]+$/, 'must be base64url');

const credential = <T extends z.ZodType>(response: T) =>
  z.object({
    id: base64url(1_400),
    rawId: base64url(1_400),
    type: z.literal('public-key'),
    authenticatorAttachment: z.string().max(40).nullish(),
    clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
    response,
  });

/** A credential as the browser made it (`PublicKeyCredential.toJSON()`). */
export const PasskeyCreation = credential(
  z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(8_000),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
);
/** A signature by a passkey (`PublicKeyCredential.toJSON()`). */
export const PasskeyAssertion = credential(
  z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(2_000),
    userHandle: z.string().max(100).nullish(),
  }),
);

const PasskeyName = printed(60);
export const AddPasskey = z.strictObject({
  challengeId: Id,
  credential: PasskeyCreation,
  name: PasskeyName.optional(),
});
export const NamePasskey = z.strictObject({ name: PasskeyName });
export const GivePasskey = z.strictObject({ challengeId: Id, credential: PasskeyAssertion });

/** Who was signed in with a recovery code, and how many are left. */
export const RecoveredView = z.object({ user: UserView, recoveryCodesLeft: z.int() }).meta({ id: 'Recovered' });
export type RecoveredView = z.infer<typeof RecoveredView>;

export const PasskeyView = z
  .object({
    id: Id,
    /** As its owner called it; empty when they did not. */
    name: z.string(),
    /** Whether it is kept by an account beyond one device, such as a phone's keychain. */
    synced: z.boolean(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'Passkey' });
export type PasskeyView = z.infer<typeof PasskeyView>;

/** What an account can be signed in to with, beside its password. */
export const FactorsView = z
  .object({
    passkeys: z.array(PasskeyView),
    /** The authenticator app; null when there is none that was confirmed. */
    totp: z.object({ addedAt: Instant, lastUsedAt: Instant.nullable() }).nullable(),
    /** Null while the account has no factor: they come with the first one. */
    recoveryCodes: z.object({ left: z.int(), madeAt: Instant }).nullable(),
    /** Whether the account must have a factor, as operators must: then the last one can't be removed. */
    required: z.boolean(),
    /** How long changes are taken without asking again who it is; null when that has to be shown first. */
    confirmedUntil: Instant.nullable(),
    /** What it can be shown with: the account's factors, or its password while it has none. */
    confirmWith: z.array(SignInMethod.exclude(['recovery_code'])),
  })
  .meta({ id: 'Factors' });
export type FactorsView = z.infer<typeof FactorsView>;

/** A secret for an authenticator app. It counts once its first code was given. */
export const TotpSecretView = z
  .object({
    /** In base32, for typing. */
    secret: z.string(),
    /** `otpauth://totp/…`, for a QR code. */
    uri: z.string(),
  })
  .meta({ id: 'TotpSecret' });
export type TotpSecretView = z.infer<typeof TotpSecretView>;

/** A factor was added. With the first one come recovery codes, which are shown this once; else they are null. */
export const AddedFactorView = z
  .object({ factors: FactorsView, recoveryCodes: z.array(z.string()).nullable() })
  .meta({ id: 'AddedFactor' });
export type AddedFactorView = z.infer<typeof AddedFactorView>;

export const RecoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
export type RecoveryCodesView = z.infer<typeof RecoveryCodesView>;

/** Shows again who it is, for a quarter of an hour, by one of `confirmWith`. */
export const ConfirmSession = z
  .strictObject({
    password: z.string().min(1, 'is required').max(512).optional(),
    code: TotpCode.optional(),
    passkey: GivePasskey.optional(),
  })
  .refine((given) => Object.values(given).filter((proof) => proof !== undefined).length === 1, {
    path: ['password'],
    error: 'or a code or a passkey is required, and only one of them',
  });
export const ConfirmedSessionView = z.object({ confirmedUntil: Instant }).meta({ id: 'ConfirmedSession' });
export type ConfirmedSessionView = z.infer<typeof ConfirmedSessionView>;
