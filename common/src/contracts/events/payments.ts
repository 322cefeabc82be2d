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

/**
 * Why an attempt failed: the provider's code, the reason that the bank gave where buyers may know it (as
 * `insufficient_funds`), and words for the buyer.
 */
export const PaymentFailure = z.object({ code: z.string(), reason: z.string().optional(), message: z.string() });
export type PaymentFailure = z.infer<typeof PaymentFailure>;

/**
 * Where a dispute stands. `inquiry`: the bank asks, no money has moved · `open`: the money is withdrawn until it is decided ·
 * `won`: it came back · `lost`: it stays with the cardholder · `closed`: an inquiry that came to nothing.
 */
export const DisputePhase = z.enum(['inquiry', 'open', 'won', 'lost', 'closed']);
export type DisputePhase = z.infer<typeof DisputePhase>;

export const PaymentDispute = z.object({
  id: z.string(),
  phase: DisputePhase,
  /** The provider's own words for where it stands, and for why. */
  status: z.string(),
  reason: z.string(),
  amount: MinorUnits,
  /** Whether the bank holds the money back now. It is no refund of ours. */
  withdrawn: z.boolean(),
  /** Until when evidence may be handed in. */
  respondBy: Instant.nullable(),
});
export type PaymentDispute = z.infer<typeof PaymentDispute>;

/** How a person paid a buyer back whom the provider could not: the money went past it. */
export const RefundMethod = z.enum(['bank_transfer', 'cash', 'other']);
export type RefundMethod = z.infer<typeof RefundMethod>;

/** That a refund which failed for good was made another way. `amount` is in minor units of the payment's currency. */
export const RefundSettlement = z.object({ how: RefundMethod, amount: MinorUnits, settledAt: Instant });
export type RefundSettlement = z.infer<typeof RefundSettlement>;

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
  /** The latest dispute of the charge. */
  dispute: PaymentDispute.nullish(),
  /** How a refund that failed for good was made good; `amountRefunded` is what went back through the provider alone. */
  settlement: RefundSettlement.nullish(),
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
export const PaymentRefundSettled = defineEvent(
  'payment.refund_settled',
  PaymentState,
  'An operator paid back another way what a refund could not',
);
export const PaymentDisputed = defineEvent(
  'payment.disputed',
  PaymentState,
  'The cardholder disputes the charge, or that moved on: an operator has to answer',
);
export const PaymentDisputeClosed = defineEvent('payment.dispute_closed', PaymentState, 'A dispute was decided');
