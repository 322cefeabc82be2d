import { z } from 'zod';
import { Id, Instant } from './id.ts';

/** What a decision of operators against somebody is founded on: the law, or the terms that they agreed to. */
export const Ground = z.enum(['law', 'terms'], 'must be law or terms');
export type Ground = z.infer<typeof Ground>;

/**
 * A decision of operators about a listing or an account, as the person it affects is told of it (Digital Services Act,
 * article 17). It is shown to nobody but them and operators.
 */
export const Decision = z.object({
  id: Id,
  what: z.enum(['suspended', 'cancelled']),
  ground: Ground,
  /** The facts, in the operator's words. */
  reason: z.string(),
  at: Instant,
  /** When it was lifted, and why; null while it stands. */
  lifted: z.object({ at: Instant, reason: z.string() }).nullable(),
});
export type Decision = z.infer<typeof Decision>;

/** Whether a suspension stands: it does until it is lifted. */
export const isSuspension = (decision: Decision | null | undefined): boolean =>
  decision?.what === 'suspended' && decision.lifted === null;
