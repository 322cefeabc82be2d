import { z } from 'zod';
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
  /** The seller's own poster; without one, a poster is drawn. */
  poster: Poster.nullable().default(null),
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
