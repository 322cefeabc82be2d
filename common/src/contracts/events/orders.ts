import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { Currency, MinorUnits } from '../money.ts';
import { defineEvent } from './envelope.ts';

export const OrderStatus = z.enum(['created', 'awaiting:payment', 'complete', 'cancelled']);
export type OrderStatus = z.infer<typeof OrderStatus>;

/**
 * `suspended`: the listing was, before the order was paid · `refunded`: as the buyer asked, by the policy · `refunded_by_…`:
 * out of turn, whatever the policy and whether or not an admission was used.
 */
export const CancelReason = z.enum([
  'buyer',
  'expired',
  'suspended',
  'payment_failed',
  'refunded',
  'refunded_by_seller',
  'refunded_by_operator',
  'event_cancelled',
]);
export type CancelReason = z.infer<typeof CancelReason>;

/** Where a buyer's wish for the money back stands; `refused` when an admission was used already. */
export const RefundStatus = z.enum(['none', 'requested', 'refused', 'granted']);

export const OrderState = z.object({
  id: Id,
  ticketId: Id,
  sellerId: Id,
  userId: Id,
  quantity: z.int().min(1),
  unitPrice: MinorUnits,
  total: MinorUnits,
  currency: Currency,
  status: OrderStatus,
  cancelReason: CancelReason.nullable(),
  refund: RefundStatus,
  /** The instant an unpaid order lapses, in database time: the hold, or the grace of a payment that is in flight. */
  expiresAt: Instant,
  paymentId: Id.nullable(),
  /** What was bought, as it was when it was bought. */
  ticket: z.object({
    /** The version of the listing by which it was ordered; 0 for orders of before versions were kept. */
    version: z.int().default(0),
    title: z.string(),
    venue: z.string(),
    city: z.string(),
    country: z.string(),
    startsAt: Instant.nullable(),
    timeZone: z.string().default('UTC'),
  }),
  createdAt: Instant,
  updatedAt: Instant,
});
export type OrderState = z.infer<typeof OrderState>;

export const OrderCreated = defineEvent('order.created', OrderState, 'Units were reserved for a buyer');
export const OrderUpdated = defineEvent('order.updated', OrderState, 'An order changed without being decided');
export const OrderCompleted = defineEvent('order.completed', OrderState, 'An order is paid for: capture and admit');
export const OrderRefundRequested = defineEvent('order.refund_requested', OrderState, 'A buyer wants the money back');
export const OrderCancelled = defineEvent('order.cancelled', OrderState, 'An order is void: release, void or refund');
