import { z } from 'zod';
import { PaymentFailure, PaymentStatus } from '../events/payments.ts';
import { Id, Instant } from '../id.ts';
import { Currency } from '../money.ts';

const reference = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9_]+$/, 'must be an id given by the card form');

/** A card for an order: a token or a payment method, exactly one of the two. */
export const NewPayment = z
  .strictObject({ orderId: Id, token: reference.optional(), paymentMethodId: reference.optional() })
  .superRefine(({ token, paymentMethodId }, ctx) => {
    if ((token === undefined) === (paymentMethodId === undefined)) {
      ctx.addIssue({ code: 'custom', path: ['token'], message: 'is required (or paymentMethodId, not both)' });
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

/** For operators: a refund that failed for good, so that a buyer's money is still with us. */
export const RefundFailureView = PaymentView.omit({ clientSecret: true, challengeUrl: true })
  .extend({ userId: Id, stripeId: z.string().nullable(), refundFailedAt: Instant })
  .meta({ id: 'RefundFailure' });
export type RefundFailureView = z.infer<typeof RefundFailureView>;

/** Which card form to show: Stripe's own element with this key, or the sandbox's when it is null. */
export const PaymentConfigView = z.object({ publishableKey: z.string().nullable() }).meta({ id: 'PaymentConfig' });
