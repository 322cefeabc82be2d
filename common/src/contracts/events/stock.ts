import { z } from 'zod';
import { Id } from '../id.ts';
import { defineEvent } from './envelope.ts';

/** The units of one listing. `held` are reserved and unpaid, `sold` are paid; `held + sold` never exceeds `capacity`. */
export const StockState = z.object({
  ticketId: Id,
  capacity: z.int().min(0),
  held: z.int().min(0),
  sold: z.int().min(0),
  /** Closed for good: the event was cancelled. */
  closed: z.boolean(),
});
export type StockState = z.infer<typeof StockState>;

export const StockUpdated = defineEvent('stock.updated', StockState, 'The units left of a listing changed');
