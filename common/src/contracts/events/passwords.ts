import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { defineEvent } from './envelope.ts';

/**
 * The password of a user, as far as others may know of it. The aggregate's id is the user's; its versions are counted apart
 * from the user's own, so that whoever keeps a copy of users need not hear of this.
 */
export const PasswordState = z.object({
  userId: Id,
  /**
   * The latest wish to choose a new one; null when none was made or all are void. It holds no secret: the code in the mail
   * follows from its id and a secret that only auth and notifications have.
   */
  reset: z
    .object({
      id: Id,
      requestedAt: Instant,
      expiresAt: Instant,
      /**
       * The user's version when it was asked for: the mail goes to the address that the user had then, so whoever knows an
       * older version waits. Missing in events of before addresses could change.
       */
      userVersion: z.int().min(1).optional(),
    })
    .nullable(),
  changedAt: Instant.nullable(),
});
export type PasswordState = z.infer<typeof PasswordState>;

export const PasswordResetRequested = defineEvent(
  'password.reset_requested',
  PasswordState,
  'Someone who may be the user forgot the password',
);
export const PasswordChanged = defineEvent('password.changed', PasswordState, 'A password was changed or chosen anew');
