import { z } from 'zod';
import { OrderState } from '../events/orders.ts';
import { RefundMethod } from '../events/payments.ts';
import { Id, Instant } from '../id.ts';
import { DecimalAmount } from '../money.ts';
import { OrderName } from '../order-number.ts';
import { Poster } from '../poster.ts';
import { Paging } from './paging.ts';

/** The most units one order may have. */
export const MAX_UNITS = 10;

export const NewOrder = z.strictObject({
  ticketId: Id,
  quantity: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(MAX_UNITS, `must be at most ${MAX_UNITS}`)
    .default(1),
  /** The unit price the buyer saw, in major units; when it is no longer the price the answer is 409 with the new one. */
  expectedPrice: DecimalAmount.optional(),
});

/** Orders with a status, or all that are still to be paid: those whose payment is under way, too. */
export const OrderFilter = z.enum([...OrderState.shape.status.options, 'unpaid']);
export type OrderFilter = z.infer<typeof OrderFilter>;

export const OrderQuery = Paging.extend({ status: OrderFilter.optional() });

/**
 * Where the money of an order is that ended after it was paid, as its payment's newest event has it. `failed`: no bank takes
 * the refund, so it is made another way.
 */
export const MoneyBackView = z.object({
  state: z.enum(['returned', 'not_charged', 'failed']),
  /** How it was returned: to the card, by the bank after a dispute, or past the provider; null where that is not known. */
  how: z.enum(['card', 'dispute', ...RefundMethod.options]).nullable(),
  /** Major units. */
  amount: z.number().nullable(),
  at: Instant.nullable(),
});
export type MoneyBackView = z.infer<typeof MoneyBackView>;

/** For operators: the order with an id or a number, those of a buyer, or of a listing. */
export const OrderLookupQuery = Paging.extend({
  number: z.string().trim().pipe(OrderName).optional(),
  userId: Id.optional(),
  ticketId: Id.optional(),
});

export const OrderView = OrderState.omit({ ticket: true })
  .extend({
    /** What people call it: `FR-7K2M-93QX`. */
    number: z.string(),
    /** What was bought, as it was then, with the listing's poster of today. */
    ticket: OrderState.shape.ticket.extend({ id: Id, poster: Poster.nullable() }),
    /** When and where it is today, if its seller has changed that since; else null. */
    moved: OrderState.shape.ticket
      .pick({ venue: true, city: true, country: true, startsAt: true, timeZone: true })
      .nullable(),
    /** When it begins and ends today, which says whether it is over (`phaseAt`). */
    times: z.object({ startsAt: Instant.nullable(), endsAt: Instant.nullable() }),
    /** Major units. */
    unitPrice: z.number(),
    total: z.number(),
    /** Seconds until `expiresAt` by the database's clock when this was answered, not below 0; null once decided. */
    secondsLeft: z.number().nullable(),
    /** Whether the hold may be extended (once). */
    extendable: z.boolean(),
    /** Whether DELETE would be taken now: to release it, or to ask for a refund. */
    cancellable: z.boolean(),
    /** Until when the money can be had back once it is paid, whatever the seller changes; null when there is no end to it. */
    refundableUntil: Instant.nullable(),
    /** Why the last attempt to pay failed, for the buyer. */
    paymentFailure: z.string().nullable(),
    /** Null while the money is where it belongs, or under way. */
    moneyBack: MoneyBackView.nullable(),
    completedAt: Instant.nullable(),
    cancelledAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof OrderView>;

/** What can happen to an order. Each is a sentence that clients have in their languages. */
export const TimelineStep = z.enum([
  'reserved',
  'extended',
  'released',
  'released_by_operator',
  'account_deleted',
  'account_suspended',
  'suspended',
  'expired',
  'expired_after_failure',
  'payment_under_way',
  'payable_again',
  'paid',
  'not_charged',
  'refund_asked',
  'refund_granted',
  'refund_refused',
  'paid_back',
  'refunded_by_seller',
  'refunded_by_operator',
  'event_cancelled',
  'admissions_issued',
  'admissions_void',
  'admission_used',
  'let_in',
  'check_in_undone',
  'payment_started',
  'payment_authorized',
  'payment_failed',
  'payment_captured',
  'payment_capture_failed',
  'payment_voided',
  'payment_refunded',
  'payment_refund_failed',
  'payment_refund_settled',
  'payment_disputed',
  'payment_dispute_closed',
  /** A line of before there were steps: its `text` is all there is. */
  'told',
]);
export type TimelineStep = z.infer<typeof TimelineStep>;

/** What goes into the sentence of a step. An `amount` is in minor units of the `currency` beside it. */
export const TimelineValues = z.record(z.string(), z.union([z.string(), z.number()]));
export type TimelineValues = z.infer<typeof TimelineValues>;

/** One thing that happened to an order. */
export const TimelineEntry = z
  .object({
    at: Instant,
    /** The event's type, as `payment.failed`. */
    event: z.string(),
    step: TimelineStep,
    values: TimelineValues,
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;
