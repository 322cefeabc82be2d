import type Stripe from 'stripe';
import { givenBack } from './charges.ts';
import type { Effects, HeldIntent } from './effects.ts';
import { unexpectedState } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { entryOf } from './ledger.ts';

const CANCELLABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

/** Ends the intent; money that was set aside is released. */
export function cancelIntent(
  { intent }: HeldIntent,
  charge: Stripe.Charge | undefined,
  reason: string | null,
  fresh: Fresh,
): Effects {
  if (!CANCELLABLE.includes(intent.status)) {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELLABLE.join(', ')}.`;
    throw unexpectedState(message, intent);
  }
  const gone = ended(intent, reason, fresh);
  const authorized = intent.status === 'requires_capture' ? charge : undefined;
  if (!authorized) {
    return {
      intent: { intent: gone, challenge: null },
      events: [{ type: 'payment_intent.canceled', object: gone }],
      ledger: [],
    };
  }
  const released = givenBack(authorized, authorized.amount);
  return {
    intent: { intent: gone, challenge: null },
    charge: released,
    events: [
      { type: 'charge.refunded', object: released },
      { type: 'payment_intent.canceled', object: gone },
    ],
    ledger: [entryOf('voided', authorized, intent.amount_capturable)],
  };
}

/** The intent when no money can come of it any more. */
export function ended(intent: Stripe.PaymentIntent, reason: string | null, fresh: Fresh): Stripe.PaymentIntent {
  return {
    ...intent,
    amount_capturable: 0,
    canceled_at: fresh.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
}
