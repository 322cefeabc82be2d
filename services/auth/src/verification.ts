import { foldEmail, type VerificationPurpose } from '@frontrow/common/contracts';
import type { User } from './session.ts';

/** An address of which somebody is to show that mails to it reach them. */
export interface Verification {
  id: string;
  userId: string;
  purpose: VerificationPurpose;
  email: string;
  emailKey: string;
  /** The session that asked for a change. */
  sessionId: string | null;
  requestedAt: Date;
  codeExpiresAt: Date;
  expiresAt: Date;
  tries: number;
  endedAt: Date | null;
}

const MINUTE_MS = 60_000;
/** Long enough for a mail that is read in the evening. */
const LINK_MS = 24 * 60 * MINUTE_MS;
/** A code is short, and is typed while one waits for it. */
const CODE_MS = 30 * MINUTE_MS;
/** How often a code may be tried: five of a million. After that its link is good, and the next code. */
export const MOST_TRIES = 5;

/** What tokens and codes are derived for, so that none of them is good for anything else. */
export const TOKEN_PURPOSE = 'verify-email';
export const CODE_PURPOSE = 'verify-email-code';

export type Wanted = Pick<Verification, 'userId' | 'purpose' | 'email' | 'sessionId'>;

export const beginVerification = (id: string, wanted: Wanted, now: Date): Verification => ({
  ...wanted,
  id,
  emailKey: foldEmail(wanted.email),
  requestedAt: now,
  codeExpiresAt: new Date(now.getTime() + CODE_MS),
  expiresAt: new Date(now.getTime() + LINK_MS),
  tries: 0,
  endedAt: null,
});

type Address = Pick<User, 'email' | 'emailVerifiedAt'>;

/**
 * The address of a user who confirms one, or `done` when it is theirs and confirmed already, as for a link that is followed
 * twice. Undefined when the verification is void: expired, ended by something else, or of an address they no longer have.
 */
export function confirm(user: Address, verification: Verification, now: Date): Address | 'done' | undefined {
  const { purpose, email, emailKey, expiresAt, endedAt } = verification;
  if (expiresAt <= now) return undefined;
  const isTheirs = foldEmail(user.email) === emailKey;
  if (isTheirs && user.emailVerifiedAt) return 'done';
  if (endedAt || (purpose === 'sign_up' && !isTheirs)) return undefined;
  return { email: purpose === 'change' ? email : user.email, emailVerifiedAt: now };
}
