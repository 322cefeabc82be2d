import { z } from 'zod';
import { Decision } from '../decision.ts';
import { Id, Instant } from '../id.ts';
import { Currency, MinorUnits } from '../money.ts';
import { Poster } from '../poster.ts';
import { defineEvent } from './envelope.ts';

export const categories = [
  'music',
  'theatre',
  'comedy',
  'sport',
  'festival',
  'classical',
  'family',
  'talks',
  'other',
] as const;
export const Category = z.enum(categories, `must be one of ${categories.join(', ')}`);
export type Category = z.infer<typeof Category>;

export const TicketStatus = z.enum(['on_sale', 'cancelled']);

/**
 * Whether the seller lets orders be placed. `paused` is for a while, `ended` is meant to last; either can be resumed. Orders
 * placed before may still be paid.
 */
export const SalesState = z.enum(['open', 'paused', 'ended']);
export type SalesState = z.infer<typeof SalesState>;

/**
 * The event moved to another date or place with this version of the listing: who ordered by an earlier one may have a refund
 * until then, or at any time (null).
 */
export const Move = z.object({ version: z.int(), until: Instant.nullable() });
export type Move = z.infer<typeof Move>;

/** A listing as its seller means it. How many units are left is decided by orders: see `stock.updated`. */
export const TicketState = z.object({
  id: Id,
  sellerId: Id,
  title: z.string(),
  description: z.string(),
  category: Category,
  venue: z.string(),
  city: z.string(),
  country: z.string(),
  startsAt: Instant.nullable(),
  doorsAt: Instant.nullable().default(null),
  /** See `overAt` in schedule.ts for an event whose end nobody has said. */
  endsAt: Instant.nullable().default(null),
  /** Nothing more is sold from then on, or from the end of the event if that is earlier. */
  salesEndAt: Instant.nullable().default(null),
  /** Scans count from then on; see `checkInFrom` in schedule.ts. */
  checkInAt: Instant.nullable().default(null),
  /** Whether who was let in may leave and come in again. */
  reentry: z.boolean().default(false),
  /** The IANA name of the zone in which the event is, and its start is told. */
  timeZone: z.string().default('UTC'),
  price: MinorUnits,
  currency: Currency,
  quantity: z.int().min(1),
  /** A buyer may have a refund until so many hours before `startsAt`. */
  refundHours: z.int().min(0),
  status: TicketStatus,
  /** Events from before there was a choice say nothing of it: they sold. */
  sales: SalesState.default('open'),
  /** Nothing of it is sold, whatever its seller wants: operators decided so, of itself or of its seller's account. */
  suspended: z.boolean().default(false),
  sellerSuspended: z.boolean().default(false),
  /** What operators decided last about the listing itself. */
  decision: Decision.nullable().default(null),
  /** The seller's own poster; without one, a poster is drawn. */
  poster: Poster.nullable().default(null),
  /** Newest last; each holds out longer than those after it. */
  moves: z.array(Move).default([]),
  createdAt: Instant,
  updatedAt: Instant,
});
export type TicketState = z.infer<typeof TicketState>;

export const TicketCreated = defineEvent('ticket.created', TicketState, 'A listing was put on sale');
export const TicketUpdated = defineEvent('ticket.updated', TicketState, 'A seller changed a listing');
export const TicketCancelled = defineEvent(
  'ticket.cancelled',
  TicketState,
  'A seller cancelled the event of a listing',
);
