import { z } from 'zod';
import { Ground } from '../decision.ts';
import { Id, Instant } from '../id.ts';
import { MAX_PAGE } from './paging.ts';

/** Why somebody did what they may only do with a reason. */
export const Reason = z.string().trim().min(1, 'is required').max(2000, 'must have at most 2000 characters');

export const WithReason = z.strictObject({ reason: Reason });
export type WithReason = z.infer<typeof WithReason>;

/** A decision against somebody's listing or account, who is told of ground and reason. */
export const NewDecision = z.strictObject({ ground: Ground, reason: Reason });
export type NewDecision = z.infer<typeof NewDecision>;

/** What operators can do, and what sellers can do out of turn. */
export const OperatorCommand = z.enum([
  'listing_suspended',
  'listing_reinstated',
  'listing_cancelled',
  'account_suspended',
  'account_reinstated',
  'sessions_ended',
  'order_refunded',
  'order_released',
  'mail_resent',
  'refund_settled',
  'refund_retried',
]);
export type OperatorCommand = z.infer<typeof OperatorCommand>;

/** What an action was about. */
export const Subject = z.object({ kind: z.enum(['listing', 'account', 'order']), id: Id });
export type Subject = z.infer<typeof Subject>;

/** An entry of the record of what operators did. */
export const OperatorActionView = z
  .object({
    id: Id,
    at: Instant,
    /** Who did it: an operator, or the seller of the listing. */
    actorId: Id,
    role: z.enum(['operator', 'seller']),
    action: OperatorCommand,
    subject: Subject,
    reason: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'OperatorAction' });
export type OperatorActionView = z.infer<typeof OperatorActionView>;

/** The newest first. Ids sort by time, so `before` means the same to every service that keeps a part of the record. */
export const OperatorActionQuery = z.strictObject({
  before: Id.optional(),
  subjectId: Id.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE, `must be at most ${MAX_PAGE}`).default(24),
});
export type OperatorActionQuery = z.infer<typeof OperatorActionQuery>;
