import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { Currency, MinorUnits } from '../money.ts';
import { defineEvent } from './envelope.ts';

/**
 * `open`: can be paid · `processing`: an attempt is at the provider · `requires_action`: waits for 3-D Secure ·
 * `authorized`: the card is good, nothing charged · `captured`: charged · the rest are ends.
 */
export const PaymentStatus = z.enum([
  'open',
  'processing',
  'requires_action',
  'authorized',
  'captured',
  'capture_failed',
  'voided',
  'refunded',
]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** Why an attempt failed: the provider's code, and words for the buyer. */
export const PaymentFailure = z.object({ code: z.string(), message: z.string() });
export type PaymentFailure = z.infer<typeof PaymentFailure>;

export const PaymentState = z.object({
  id: Id,
  orderId: Id,
  userId: Id,
  status: PaymentStatus,
  amount: MinorUnits,
  currency: Currency,
  /** How many attempts were made, this one included. */
  attempts: z.int().min(0),
  failure: PaymentFailure.nullable(),
  card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
  /** The provider's id of the payment; null until it has one. */
  stripeId: z.string().nullable(),
  amountCaptured: MinorUnits,
  amountRefunded: MinorUnits,
  createdAt: Instant,
  updatedAt: Instant,
});
export type PaymentState = z.infer<typeof PaymentState>;

export const PaymentStarted = defineEvent('payment.started', PaymentState, 'A buyer handed in a card');
export const PaymentAuthorized = defineEvent('payment.authorized', PaymentState, 'The card is good for the amount');
export const PaymentFailed = defineEvent('payment.failed', PaymentState, 'An attempt failed; another may be made');
export const PaymentCaptured = defineEvent('payment.captured', PaymentState, 'The buyer was charged');
export const PaymentCaptureFailed = defineEvent('payment.capture_failed', PaymentState, 'The charge failed for good');
export const PaymentVoided = defineEvent('payment.voided', PaymentState, 'Given up before anything was charged');
export const PaymentRefunded = defineEvent('payment.refunded', PaymentState, 'The buyer has the money back');
export const PaymentRefundFailed = defineEvent(
  'payment.refund_failed',
  PaymentState,
  'A refund failed for good, perhaps after it had seemed done: an operator has to act',
);
