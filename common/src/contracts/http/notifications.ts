import { z } from 'zod';
import { Email } from '../email.ts';
import { Id, Instant } from '../id.ts';
import { MAX_PAGE, Paging } from './paging.ts';

export const MailboxQuery = z.strictObject({
  /** Only mails to this address. */
  to: Email.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE, `must be at most ${MAX_PAGE}`).default(MAX_PAGE),
});

export const MailView = z
  .object({ id: Id, to: z.string(), subject: z.string(), receivedAt: Instant })
  .meta({ id: 'Mail' });
export type MailView = z.infer<typeof MailView>;

export const MailDetails = MailView.extend({
  /** With its pictures in it. */
  html: z.string(),
  text: z.string(),
  /** `content` is in base64. */
  attachments: z.array(z.object({ name: z.string(), type: z.string(), content: z.string() })),
}).meta({ id: 'MailDetails' });
export type MailDetails = z.infer<typeof MailDetails>;

export const OwedMailQuery = Paging.extend({ userId: Id });

/** For operators: a mail that is owed to somebody, or was, without what it says. */
export const OwedMailView = z
  .object({
    id: Id,
    kind: z.string(),
    userId: Id,
    orderId: Id.nullable(),
    ticketId: Id.nullable(),
    state: z.enum(['queued', 'held', 'sent', 'skipped', 'failed']),
    /** Why it was not sent, or what it waits for. */
    why: z.string().nullable(),
    tries: z.int(),
    happenedAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'OwedMail' });
export type OwedMailView = z.infer<typeof OwedMailView>;
