import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { defineEvent } from './envelope.ts';

export const FactorKind = z.enum(['passkey', 'totp']);
export type FactorKind = z.infer<typeof FactorKind>;

/**
 * Something that the owner of an account is told about how it is signed in to. Each is an aggregate of its own, told once:
 * nobody keeps a copy, so its owner forgets it after a week. It holds no secret.
 */
export const CredentialNotice = z.object({
  id: Id,
  userId: Id,
  /** The user's version then: the mail goes to the address of then, so whoever knows an older version waits. */
  userVersion: z.int().min(1),
  at: Instant,
  /** What the browser said it is and runs on; null where no browser did it. */
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }).nullable(),
  /** Which factor it is about; null where it is about none, or about all. */
  factor: FactorKind.nullable(),
  /** Recovery codes that are left; null where it is not about them. */
  left: z.int().nullable(),
});
export type CredentialNotice = z.infer<typeof CredentialNotice>;

export const NewDeviceSignedIn = defineEvent(
  'credential.new_device',
  CredentialNotice,
  'An account was signed in to by a browser that it was not known in',
);
export const FactorAdded = defineEvent('credential.factor_added', CredentialNotice, 'A second factor was added');
export const FactorRemoved = defineEvent(
  'credential.factor_removed',
  CredentialNotice,
  'A second factor was removed, or all of them were',
);
export const RecoveryCodesMade = defineEvent(
  'credential.codes_made',
  CredentialNotice,
  'New recovery codes took the place of the old ones',
);
export const RecoveryCodeUsed = defineEvent('credential.code_used', CredentialNotice, 'A recovery code was used');
