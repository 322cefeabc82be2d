import { z } from 'zod';
import { PaymentDispute, PaymentFailure, PaymentStatus, RefundMethod } from '../events/payments.ts';
import { Id, Instant } from '../id.ts';
import { Currency } from '../money.ts';
import { Paging } from './paging.ts';

const reference = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9_]+$/, 'must be an id given by the card form');

/**
 * A card for an order: a token or a payment method, exactly one of the two. `instead` gives up a card that waits for its
 * bank; without it that is a conflict.
 */
export const NewPayment = z
  .strictObject({
    orderId: Id,
    token: reference.optional(),
    paymentMethodId: reference.optional(),
    instead: z.boolean().default(false),
  })
  .superRefine(({ token, paymentMethodId }, ctx) => {
    if ((token === undefined) === (paymentMethodId === undefined)) {
      ctx.addIssue({
        code: 'custom',
        path: ['token'],
        message: 'is required (or paymentMethodId, not both)',
        params: { code: 'required' },
      });
    }
  });

export const PaymentQuery = z.strictObject({ orderId: Id });

export const PaymentView = z
  .object({
    id: Id,
    orderId: Id,
    status: PaymentStatus,
    /** Major units. */
    amount: z.number(),
    currency: Currency,
    attempts: z.int(),
    failure: PaymentFailure.nullable(),
    card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    /** For the card form's 3-D Secure step, while `requires_action`: where to go, or null to ask Stripe.js. */
    challengeUrl: z.string().nullable(),
    clientSecret: z.string().nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Payment' });
export type PaymentView = z.infer<typeof PaymentView>;

export const PaymentAnswer = z.object({ payment: PaymentView });

/** For operators: why they say what they do of a failed refund. It stays on record. */
const note = z.string().trim().min(1, 'is required').max(1000);

/** For operators: the buyer was paid back another way. */
export const NewRefundSettlement = z.strictObject({ how: RefundMethod, note });

/** For operators: the provider is to be asked for the refund once more. */
export const NewRefundRetry = z.strictObject({ note });

/** What an operator decided about a failed refund. */
export const RefundDecisionView = z.object({
  decision: z.enum(['settled', 'retried']),
  how: RefundMethod.nullable(),
  note: z.string(),
  decidedBy: Id,
  decidedAt: Instant,
});
export type RefundDecisionView = z.infer<typeof RefundDecisionView>;

/** For operators: payments by card numbers that end so, made in a period. */
export const PaymentLookupQuery = Paging.extend({
  last4: z.string().regex(/^[0-9]{4}$/, 'must be the last four digits of a card'),
  from: Instant.optional(),
  to: Instant.optional(),
});

export const FoundPaymentView = PaymentView.omit({ clientSecret: true, challengeUrl: true })
  .extend({ userId: Id })
  .meta({ id: 'FoundPayment' });
export type FoundPaymentView = z.infer<typeof FoundPaymentView>;

/** For operators: a refund that failed for good, so that a buyer's money is still with us, and what was decided of it. */
export const RefundFailureView = PaymentView.omit({ clientSecret: true, challengeUrl: true })
  .extend({
    userId: Id,
    stripeId: z.string().nullable(),
    refundFailedAt: Instant,
    /** What the buyer has not got back through the provider, in major units. */
    owed: z.number(),
    /** When it was made good another way; null while the buyer waits. */
    settledAt: Instant.nullable(),
    /** Whether the provider can be asked once more. */
    retriable: z.boolean(),
    /** Oldest first. */
    decisions: z.array(RefundDecisionView),
  })
  .meta({ id: 'RefundFailure' });
export type RefundFailureView = z.infer<typeof RefundFailureView>;

/** For operators: who has to wait before another card is tried, because too many were declined. */
export const ThrottledView = z
  .object({
    by: z.enum(['account', 'network', 'card']),
    /** A user's id, a network's address, or the provider's fingerprint of a card. */
    who: z.string(),
    /** Within the window. */
    declined: z.int(),
    until: Instant,
  })
  .meta({ id: 'Throttled' });
export type ThrottledView = z.infer<typeof ThrottledView>;

/** For operators: a charge that its cardholder disputed. `dispute.amount` is in minor units. */
export const DisputeView = PaymentView.omit({ clientSecret: true, challengeUrl: true })
  .extend({ userId: Id, stripeId: z.string().nullable(), dispute: PaymentDispute.extend({ openedAt: Instant }) })
  .meta({ id: 'Dispute' });
export type DisputeView = z.infer<typeof DisputeView>;

/**
 * For operators: compares the PaymentIntents that were made since an instant, and those before it that no comparison has
 * seen. `ordersComplete` vouches that the copy of orders was just rebuilt, so that what is paid for an unknown order is
 * given back at once and not only after a day.
 */
export const NewReconciliation = z.strictObject({ since: Instant, ordersComplete: z.boolean().default(false) });

/** A PaymentIntent of ours that belonged to no payment. `amount` is in minor units of `currency`. */
export const StrayIntentView = z
  .object({
    stripeId: z.string(),
    orderId: Id,
    paymentId: Id,
    amount: z.int(),
    currency: z.string(),
    /** Its status at Stripe when it was last looked at. */
    status: z.string(),
    verdict: z.enum(['waiting', 'adopted', 'released']),
    foundAt: Instant,
    decidedAt: Instant.nullable(),
    settledAt: Instant.nullable(),
  })
  .meta({ id: 'StrayIntent' });
export type StrayIntentView = z.infer<typeof StrayIntentView>;

/** How many PaymentIntents were found to be how, and what became of those that were astray. */
export const ReconciliationView = z
  .object({
    id: Id,
    since: Instant,
    endedAt: Instant,
    agrees: z.int(),
    /** Ours was behind; settling brings it to where Stripe is. */
    look: z.int(),
    adopt: z.int(),
    release: z.int(),
    wait: z.int(),
    foreign: z.int(),
    strays: z.array(StrayIntentView),
  })
  .meta({ id: 'Reconciliation' });
export type ReconciliationView = z.infer<typeof ReconciliationView>;

/** Which card form to show: Stripe's own element with this key, or the sandbox's when it is null. */
export const PaymentConfigView = z.object({ publishableKey: z.string().nullable() }).meta({ id: 'PaymentConfig' });
