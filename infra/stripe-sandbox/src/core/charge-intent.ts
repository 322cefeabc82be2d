import type Stripe from 'stripe';
import type { Decline, TestCard } from './cards.ts';
import { newCharge } from './charges.ts';
import type { Effects } from './effects.ts';
import { cardError } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { entryOf } from './ledger.ts';
import type { HeldMethod } from './payment-methods.ts';

/** Asks the bank: the money is set aside (or taken, with automatic capture), or the card is declined. */
export function chargeIntent(
  intent: Stripe.PaymentIntent,
  held: HeldMethod,
  card: TestCard,
  authenticated: boolean,
  fresh: Fresh,
): Effects {
  const charge = newCharge(intent, held, card, authenticated, fresh);
  if (card.decline) return declinedIntent(intent, charge, held, card.decline);
  const manual = intent.capture_method === 'manual';
  const paid: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: manual ? intent.amount : 0,
    amount_received: manual ? 0 : intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    status: manual ? 'requires_capture' : 'succeeded',
  };
  return {
    intent: { intent: paid, challenge: null },
    charge,
    events: [
      { type: 'charge.succeeded', object: charge },
      { type: manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', object: paid },
    ],
    ledger: [
      entryOf('authorized', charge, charge.amount),
      ...(manual ? [] : [entryOf('captured', charge, charge.amount)]),
    ],
  };
}

function declinedIntent(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  { method }: HeldMethod,
  decline: Decline,
): Effects {
  const failure = cardError(decline.code, decline.message, {
    ...(decline.advice ? { advice_code: decline.advice } : {}),
    charge: charge.id,
    decline_code: decline.declineCode,
    ...(decline.param ? { param: decline.param } : {}),
    payment_method: method,
  });
  const failed: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: failure.body,
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  };
  return {
    intent: { intent: failed, challenge: null },
    charge,
    events: [
      { type: 'charge.failed', object: charge },
      { type: 'payment_intent.payment_failed', object: failed },
    ],
    ledger: [],
    failure: cardError(decline.code, decline.message, { ...failure.body, payment_intent: failed }),
  };
}
