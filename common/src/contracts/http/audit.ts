import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { Paging } from './paging.ts';

/** The promises that the auditor holds against every event, by name. */
export const AuditPromise = z.enum([
  'one-owner',
  'charged-once',
  'money-balances',
  'no-kept-money',
  'no-forgotten-card',
  'admissions',
  'no-order-stuck',
  'never-early',
  'one-end',
  'nothing-lost',
  'own-books',
]);
export type AuditPromise = z.infer<typeof AuditPromise>;

/** `red`: a finding stands that nobody has acknowledged · `blind`: it is too far behind to say · `green`: neither. */
export const AuditStatus = z.enum(['green', 'red', 'blind']);
export type AuditStatus = z.infer<typeof AuditStatus>;

export const PromisesView = z
  .object({
    status: AuditStatus,
    checkedAt: Instant,
    /** Events heard since this auditor began. */
    eventsHeard: z.int(),
    /** What the bus had so many seconds ago has all been heard. */
    lagSeconds: z.number(),
    promises: z.array(
      z.object({
        name: AuditPromise,
        words: z.string(),
        /** Findings that stand and that nobody has acknowledged. */
        open: z.int(),
        lastOpenedAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'Promises' });
export type PromisesView = z.infer<typeof PromisesView>;

/** An event as the auditor heard it. */
export const HeardEventView = z
  .object({
    id: Id,
    type: z.string(),
    /** The service that published it. */
    service: z.string(),
    aggregateId: Id,
    version: z.int(),
    /** When it happened: by the publisher's database where the event tells, else by its process. */
    at: Instant,
    receivedAt: Instant,
    correlationId: z.string(),
    causationId: z.string().nullable(),
    data: z.unknown(),
  })
  .meta({ id: 'HeardEvent' });
export type HeardEventView = z.infer<typeof HeardEventView>;

export const FindingView = z
  .object({
    id: Id,
    promise: AuditPromise,
    words: z.string(),
    orderId: Id.nullable(),
    ticketId: Id.nullable(),
    /** It can never become right by itself, so it stands until an operator acknowledges it. */
    lasting: z.boolean(),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    acknowledgedAt: Instant.nullable(),
    acknowledgedBy: Id.nullable(),
    note: z.string().nullable(),
    /** The ids of the events that show it. */
    evidence: z.array(Id),
  })
  .meta({ id: 'Finding' });
export type FindingView = z.infer<typeof FindingView>;

export const FindingDetails = FindingView.extend({ events: z.array(HeardEventView) }).meta({ id: 'FindingDetails' });
export type FindingDetails = z.infer<typeof FindingDetails>;

export const FindingQuery = Paging.extend({
  open: z.enum(['true', 'false']).optional(),
  promise: AuditPromise.optional(),
});

export const Acknowledgement = z.strictObject({ note: z.string().trim().min(1).max(1000) });

/** Everything the auditor has heard of an order, oldest first, and what it found. */
export const AuditedOrderView = z
  .object({ orderId: Id, events: z.array(HeardEventView), findings: z.array(FindingView) })
  .meta({ id: 'AuditedOrder' });
export type AuditedOrderView = z.infer<typeof AuditedOrderView>;
