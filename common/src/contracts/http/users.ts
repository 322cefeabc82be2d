import { z } from 'zod';
import { Decision } from '../decision.ts';
import { Email } from '../email.ts';
import { VerificationPurpose } from '../events/emails.ts';
import { Language, Role } from '../events/users.ts';
import { Id, Instant } from '../id.ts';
import type { SecurityEventName } from '../security-events.ts';
import { printed } from '../text.ts';
import { MAX_PAGE } from './paging.ts';

const characters = (text: string) => [...text].length;

const GivenPassword = z
  .string()
  .min(1, 'is required')
  .refine((text) => characters(text) <= 128, {
    error: 'must have at most 128 characters',
    params: { code: 'too_long', max: 128 },
  })
  .meta({ maxLength: 128 });

/** Counted in characters (an emoji is one), not trimmed; which passwords are too common is auth's to say. */
export const Password = GivenPassword.refine((text) => characters(text) >= 8, {
  error: 'must have at least 8 characters',
  params: { code: 'too_short', min: 8 },
}).meta({
  minLength: 8,
  maxLength: 128,
});

export const SignUp = z.strictObject({
  email: Email,
  password: Password,
  /** The language of the page; without it, what the request asks for counts. */
  language: Language.optional(),
});
export const SignIn = z.strictObject({ email: Email, password: GivenPassword });
export const ChangePassword = z.strictObject({ currentPassword: GivenPassword, newPassword: Password });

/** Deleting an account asks for the password again: a browser that was left open is not enough. */
export const DeleteAccount = z.strictObject({ password: GivenPassword });
export const ForgotPassword = z.strictObject({ email: Email });
export const ResetPassword = z.strictObject({
  /** The code of the link in the mail. */
  token: z.string().min(1, 'is required').max(200),
  password: Password,
});

/** How many digits the code in a mail has. */
export const CODE_DIGITS = 6;

/** Typed from another screen: spaces between the digits, and digits of another width, are as good. */
const VerificationCode = z
  .string()
  .overwrite((text) => text.normalize('NFKC').replace(/\s/g, ''))
  .refine((text) => new RegExp(`^\\d{${CODE_DIGITS}}$`).test(text), {
    error: `must be the ${CODE_DIGITS} digits of the mail`,
    params: { code: 'code_digits', digits: CODE_DIGITS },
  });

/** What a mail gave to show that it was read: the token of its link, by anyone who has it, or its code, by the account. */
export const ConfirmEmail = z
  .strictObject({
    token: z.string().min(1, 'is required').max(200).optional(),
    code: VerificationCode.optional(),
  })
  .refine(({ token, code }) => (token === undefined) !== (code === undefined), {
    path: ['code'],
    error: 'or a token is required, and not both',
  });

/** An address that was confirmed just now. */
export const ConfirmedEmailView = z
  .object({ email: z.string(), purpose: VerificationPurpose })
  .meta({ id: 'ConfirmedEmail' });
export type ConfirmedEmailView = z.infer<typeof ConfirmedEmailView>;

/** Another address for the account. The password is asked for: a browser that was left open is not enough. */
export const ChangeEmail = z.strictObject({ email: Email, password: GivenPassword });
/** A name for the account, which its tickets have; without letters there is none. */
export const ChooseName = z.strictObject({ name: printed(80) });
export const ChooseLanguage = z.strictObject({ language: Language });

export const UserView = z
  .object({
    id: Id,
    email: z.string(),
    /** Shown on tickets and at the door; null when none was given. */
    name: z.string().nullable(),
    role: Role,
    /** Whether they have shown that mails to the address reach them. */
    verified: z.boolean(),
    /** An address that is to take the place of this one once it is confirmed. */
    pendingEmail: z.string().nullable(),
    /** The language that they are written to in. */
    language: Language,
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof UserView>;

export const CurrentUserView = z.object({ currentUser: UserView.nullable() }).meta({ id: 'CurrentUser' });

/** How somebody shows who they are. A passkey is unlocked by its device (user verification), so it takes no password beside it. */
export const SignInMethod = z.enum(['password', 'passkey', 'totp', 'recovery_code']);
export type SignInMethod = z.infer<typeof SignInMethod>;

export const SessionView = z
  .object({
    id: Id,
    /** The browser that signed in, as it named itself. */
    userAgent: z.string(),
    /** What the browser says it is and runs on, as `Firefox` and `Windows`; null where it does not say. */
    device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
    signedInWith: SignInMethod,
    createdAt: Instant,
    /** When it was used last, to within some minutes. */
    lastSeenAt: Instant,
    /** When it ends even if it is used. */
    expiresAt: Instant,
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

/** What is kept of what happened with an account. */
export const AccountEventName = z.enum([
  'sign_in',
  'sign_in_new_device',
  'operator_new_device',
  'sign_up',
  'sign_out',
  'session_ended',
  'password_changed',
  'password_reset_asked',
  'password_reset',
  'email_change_asked',
  'email_changed',
  'email_confirmed',
  'factor_added',
  'factor_removed',
  'factor_checked',
  'recovery_code_used',
  'account_deleted',
  'data_exported',
  'operator_read',
  'operator_act',
] satisfies SecurityEventName[]);
export type AccountEventName = z.infer<typeof AccountEventName>;

export const AccountEventView = z
  .object({
    id: Id,
    at: Instant,
    what: AccountEventName,
    outcome: z.enum(['succeeded', 'refused']),
    /** The code of the refusal, or the name of what an operator did. */
    reason: z.string().nullable(),
    /** `operator`, or the account's owner and whoever tried to be. */
    by: z.enum(['owner', 'operator']),
    /** The browser; null for what no browser did. */
    device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'AccountEvent' });
export type AccountEventView = z.infer<typeof AccountEventView>;

/** `before` is the id of the last event of the page before. */
export const AccountEventQuery = z.strictObject({
  before: Id.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE, `must be at most ${MAX_PAGE}`).default(24),
});
export type AccountEventQuery = z.infer<typeof AccountEventQuery>;

/** All that is kept of an account and its sessions; secrets aside. */
export const AccountDataView = z
  .object({
    account: UserView.omit({ verified: true }).extend({
      verifiedAt: Instant.nullable(),
      createdAt: Instant,
      /** What operators decided last about it. */
      decision: Decision.nullable(),
    }),
    /** What it is signed in to with beside its password; secrets aside. */
    factors: z.object({
      passkeys: z.array(
        z.object({ name: z.string(), synced: z.boolean(), createdAt: Instant, lastUsedAt: Instant.nullable() }),
      ),
      totp: z.object({ addedAt: Instant, lastUsedAt: Instant.nullable() }).nullable(),
      recoveryCodes: z.object({ left: z.int(), madeAt: Instant }).nullable(),
    }),
    sessions: z.array(SessionView.omit({ current: true }).extend({ revokedAt: Instant.nullable() })),
    /** What happened with it, the newest first. */
    events: z.array(AccountEventView),
  })
  .meta({ id: 'AccountData' });
export type AccountDataView = z.infer<typeof AccountDataView>;

export const AccountQuery = z.strictObject({ email: Email });

/** An account as operators see it. */
export const AccountView = UserView.extend({
  createdAt: Instant,
  suspendedAt: Instant.nullable(),
  /** What operators decided last about it. */
  decision: Decision.nullable(),
  /** How many browsers are signed in. */
  sessions: z.int(),
}).meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;
