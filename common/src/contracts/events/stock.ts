import { z } from 'zod';
import { Id } from '../id.ts';
import { defineEvent } from './envelope.ts';
import { SalesState } from './tickets.ts';

/** The units of one listing. `held` are reserved and unpaid, `sold` are paid; `held + sold` never exceeds `capacity`. */
export const StockState = z.object({
  ticketId: Id,
  capacity: z.int().min(0),
  held: z.int().min(0),
  sold: z.int().min(0),
  /** Closed for good: the event was cancelled. */
  closed: z.boolean(),
  /** Whether orders are taken, as the seller's newest word has it that orders knows. */
  sales: SalesState.default('open'),
  /** No orders are taken, whatever the seller wants, as the newest word of tickets has it that orders knows. */
  suspended: z.boolean().default(false),
});
export type StockState = z.infer<typeof StockState>;

export const StockUpdated = defineEvent('stock.updated', StockState, 'The units left of a listing changed');
