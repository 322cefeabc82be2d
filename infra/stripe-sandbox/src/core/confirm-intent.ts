import type Stripe from 'stripe';
import type { TestCard } from './cards.ts';
import { chargeIntent } from './charge-intent.ts';
import type { Effects, HeldIntent } from './effects.ts';
import { invalidRequest, unexpectedState } from './failures.ts';
import type { Fresh } from './fresh.ts';
import type { HeldMethod } from './payment-methods.ts';

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** Throws unless the intent may be confirmed; the caller checks before it uses up a token. */
export function checkConfirmable({ intent }: HeldIntent, returnUrl: string | null): void {
  if (intent.status === 'succeeded') {
    const message =
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.';
    throw unexpectedState(message, intent);
  }
  if (!CONFIRMABLE.includes(intent.status)) {
    const message = `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`;
    throw unexpectedState(message, intent);
  }
  const methods = intent.automatic_payment_methods;
  if (methods?.enabled && methods.allow_redirects !== 'never' && returnUrl === null) {
    throw invalidRequest(
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
      { payment_intent: intent },
    );
  }
}

export const methodMissing = ({ intent }: HeldIntent) =>
  unexpectedState(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    intent,
  );

export interface Confirmation {
  returnUrl: string | null;
  challengeUrl: (challengeId: string) => string;
}

/** One attempt with one card: authorized, declined, or first sent to authenticate. */
export function confirmIntent(
  { intent }: HeldIntent,
  held: HeldMethod,
  card: TestCard,
  confirmation: Confirmation,
  fresh: Fresh,
): Effects {
  const attempt = { ...intent, payment_method: held.method.id };
  if (!card.threeDSecure) return chargeIntent(attempt, held, card, false, fresh);

  const challenge = { id: fresh.id('3ds'), returnUrl: confirmation.returnUrl };
  const waiting: Stripe.PaymentIntent = {
    ...attempt,
    last_payment_error: null,
    next_action: nextAction(confirmation.challengeUrl(challenge.id), challenge),
    status: 'requires_action',
  };
  return {
    intent: { intent: waiting, challenge },
    events: [{ type: 'payment_intent.requires_action', object: waiting }],
    ledger: [],
  };
}

/** The buyer's answer to the challenge. A refusal declines nothing: the intent takes another card. */
export function completeChallenge(
  { intent }: HeldIntent,
  held: HeldMethod,
  card: TestCard,
  approved: boolean,
  fresh: Fresh,
): Effects {
  if (approved) return chargeIntent({ ...intent, next_action: null }, held, card, true, fresh);
  const failed: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: {
      code: 'payment_intent_authentication_failure',
      doc_url: 'https://stripe.com/docs/error-codes/payment-intent-authentication-failure',
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      payment_method: held.method,
      type: 'invalid_request_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  return {
    intent: { intent: failed, challenge: null },
    events: [{ type: 'payment_intent.payment_failed', object: failed }],
    ledger: [],
  };
}

/** With a `return_url` the buyer is redirected; without one, Stripe.js (or who stands in for it) opens the challenge. */
function nextAction(url: string, challenge: { id: string; returnUrl: string | null }): Stripe.PaymentIntent.NextAction {
  if (challenge.returnUrl !== null) {
    return { redirect_to_url: { return_url: challenge.returnUrl, url }, type: 'redirect_to_url' };
  }
  return {
    type: 'use_stripe_sdk',
    use_stripe_sdk: { source: challenge.id, stripe_js: url, type: 'three_d_secure_redirect' },
  };
}
