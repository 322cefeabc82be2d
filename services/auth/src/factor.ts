import { type FactorsView, foldEmail, type SignInMethod } from '@frontrow/common/contracts';
import type { User } from './session.ts';

export interface Passkey {
  id: string;
  userId: string;
  /** As the authenticator named it, in base64url. */
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  /** Whether it is kept beyond one device. */
  synced: boolean;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface AuthenticatorApp {
  userId: string;
  sealedSecret: string;
  createdAt: Date;
  /** When its first code was given: before that it counts for nothing. */
  confirmedAt: Date | null;
  lastStep: number;
  lastUsedAt: Date | null;
}

/** All that an account has beside its password. */
export interface Factors {
  passkeys: Passkey[];
  app: AuthenticatorApp | null;
  recoveryCodes: { left: number; madeAt: Date } | null;
}

/** What else a right password wants before there is a session; null when it is enough. */
export type NextStep = 'second_factor' | 'enrol';

export const nextStep = (user: User, config: FactorRules): NextStep | null => {
  if (user.hasFactor) return 'second_factor';
  return mustHaveFactor(user, config) ? 'enrol' : null;
};

export interface FactorRules {
  OPERATOR_FACTORS: 'required' | 'named' | 'optional';
  /** The account of the configuration, which need not have one where only named operators must. */
  OPERATOR_EMAIL?: string | undefined;
}

export function mustHaveFactor(
  { role, email }: Pick<User, 'role' | 'email'>,
  { OPERATOR_FACTORS, OPERATOR_EMAIL }: FactorRules,
): boolean {
  if (role !== 'operator' || OPERATOR_FACTORS === 'optional') return false;
  if (OPERATOR_FACTORS === 'required' || OPERATOR_EMAIL === undefined) return true;
  return foldEmail(email) !== foldEmail(OPERATOR_EMAIL);
}

/** How many passkeys an account may have: enough for all devices that somebody owns. */
export const MOST_PASSKEYS = 20;

/** What a sign-in can go on with. */
export const methodsOf = ({ passkeys, app, recoveryCodes }: Factors): Exclude<SignInMethod, 'password'>[] => [
  ...(passkeys.length > 0 ? (['passkey'] as const) : []),
  ...(app?.confirmedAt ? (['totp'] as const) : []),
  ...(recoveryCodes && recoveryCodes.left > 0 ? (['recovery_code'] as const) : []),
];

/** What its owner sees of an account's factors. */
export function viewFactors(factors: Factors, required: boolean, confirmedUntil: Date | null): FactorsView {
  const { passkeys, app, recoveryCodes } = factors;
  const confirmWith = methodsOf(factors).filter((method) => method !== 'recovery_code');
  return {
    passkeys: passkeys.map(({ id, name, synced, createdAt, lastUsedAt }) => ({
      id,
      name,
      synced,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    totp: app?.confirmedAt
      ? { addedAt: app.confirmedAt.toISOString(), lastUsedAt: app.lastUsedAt?.toISOString() ?? null }
      : null,
    recoveryCodes: recoveryCodes && { left: recoveryCodes.left, madeAt: recoveryCodes.madeAt.toISOString() },
    required,
    confirmedUntil: confirmedUntil?.toISOString() ?? null,
    confirmWith: confirmWith.length > 0 ? confirmWith : ['password'],
  };
}
