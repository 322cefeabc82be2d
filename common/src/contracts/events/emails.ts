import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { defineEvent } from './envelope.ts';

/** `sign_up`: the address that the account has. `change`: the one that is to take its place. */
export const VerificationPurpose = z.enum(['sign_up', 'change']);
export type VerificationPurpose = z.infer<typeof VerificationPurpose>;

/**
 * The mails about the e-mail address of a user. The aggregate's id is the user's; its versions are counted apart from the
 * user's own. These events hold addresses and nobody keeps a copy of them, so their owner forgets them after a week.
 */
export const EmailState = z.object({
  userId: Id,
  /**
   * What was asked for last. It holds no secret: the token of the link and the code in the mail follow from its id and a
   * secret that only auth and notifications have.
   */
  verification: z
    .object({
      id: Id,
      purpose: VerificationPurpose,
      /** The address that is to be confirmed. */
      email: z.string(),
      /** Who has this address already: they are told that somebody wanted it, and nobody is sent a code. */
      ownerId: Id.nullable(),
      requestedAt: Instant,
      /** The code is good for a shorter time than the link. */
      codeExpiresAt: Instant,
      expiresAt: Instant,
    })
    .nullable(),
  /** The address that was changed last. */
  former: z.object({ email: z.string(), verified: z.boolean(), changedAt: Instant }).nullable(),
});
export type EmailState = z.infer<typeof EmailState>;

export const EmailVerificationRequested = defineEvent(
  'email.verification_requested',
  EmailState,
  'Someone is to show that mails to an address reach them',
);
export const EmailChanged = defineEvent('email.changed', EmailState, 'An account has another e-mail address');
