import type Stripe from 'stripe';
import type { NewEvent } from './events.ts';
import type { StripeFailure } from './failures.ts';
import type { NewEntry } from './ledger.ts';
import type { HeldRefund } from './refunds.ts';

/** An intent and, while its buyer has to authenticate, the challenge that waits for an answer. */
export interface HeldIntent {
  intent: Stripe.PaymentIntent;
  challenge: { id: string; returnUrl: string | null } | null;
}

/** All that a transition decided. It is saved in one piece; a failure is answered only after that. */
export interface Effects {
  intent?: HeldIntent;
  charge?: Stripe.Charge;
  dispute?: Stripe.Dispute;
  refund?: HeldRefund;
  events: NewEvent[];
  ledger: NewEntry[];
  failure?: StripeFailure;
}
