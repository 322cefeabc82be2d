import type Stripe from 'stripe';
import type { TestCard } from './cards.ts';
import { givenBack, newCharge } from './charges.ts';
import { checkAmount } from './currencies.ts';
import type { Effects, HeldIntent } from './effects.ts';
import { cardError, invalidRequest, unexpectedState } from './failures.ts';
import type { Fresh } from './fresh.ts';
import type { EntryKind, NewEntry } from './ledger.ts';
import type { HeldMethod } from './payment-methods.ts';

export interface NewIntent {
  amount: number;
  currency: string;
  captureMethod: 'automatic' | 'automatic_async' | 'manual';
  automaticPaymentMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  metadata: Stripe.Metadata;
  description: string | null;
  receiptEmail: string | null;
  statementDescriptorSuffix: string | null;
  paymentMethod: string | null;
}

export function createIntent(wanted: NewIntent, fresh: Fresh): Effects & { intent: HeldIntent } {
  checkAmount(wanted.amount, wanted.currency);
  const id = fresh.id('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: wanted.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: wanted.automaticPaymentMethods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wanted.captureMethod,
    client_secret: fresh.id(`${id}_secret`),
    confirmation_method: 'automatic',
    created: fresh.now,
    currency: wanted.currency,
    customer: null,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: wanted.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: wanted.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: wanted.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: wanted.statementDescriptorSuffix,
    status: wanted.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  return {
    intent: { intent, challenge: null },
    events: [{ type: 'payment_intent.created', object: intent }],
    ledger: [],
  };
}

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

/** Takes the money that was set aside, or a part of it; the rest is released. Only once. */
export function captureIntent(
  { intent }: HeldIntent,
  charge: Stripe.Charge,
  wanted: number | undefined,
  fresh: Fresh,
): Effects {
  const amount = wanted ?? intent.amount_capturable;
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount_to_capture',
    });
  }
  if (amount > intent.amount_capturable) {
    throw invalidRequest(
      `The amount to capture (${amount}) is greater than the capturable amount (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture', payment_intent: intent },
    );
  }
  const rest = intent.amount_capturable - amount;
  const captured: Stripe.Charge = {
    ...givenBack(charge, rest),
    amount_captured: amount,
    balance_transaction: fresh.id('txn'),
    captured: true,
  };
  const succeeded: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    status: 'succeeded',
  };
  return {
    intent: { intent: succeeded, challenge: null },
    charge: captured,
    events: [
      { type: 'charge.captured', object: captured },
      { type: 'payment_intent.succeeded', object: succeeded },
    ],
    ledger: [entry('captured', charge, amount), ...(rest > 0 ? [entry('voided', charge, rest)] : [])],
  };
}

export function checkCapturable({ intent }: HeldIntent): void {
  if (intent.status === 'requires_capture') return;
  const reason =
    intent.status === 'succeeded'
      ? 'it has already been captured.'
      : `it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`;
  throw unexpectedState(`This PaymentIntent could not be captured because ${reason}`, intent);
}

/** A capture that fails for good: the bank has let the authorization expire, and with it goes the intent. */
export function expireAuthorization({ intent }: HeldIntent, charge: Stripe.Charge, fresh: Fresh): Effects {
  const gone = cancelled(intent, 'automatic', fresh);
  const expired = givenBack(charge, charge.amount);
  return {
    intent: { intent: gone, challenge: null },
    charge: expired,
    events: [
      { type: 'charge.expired', object: expired },
      { type: 'payment_intent.canceled', object: gone },
    ],
    ledger: [entry('voided', charge, intent.amount_capturable)],
    failure: invalidRequest('The charge cannot be captured as the authorization has expired.', {
      charge: charge.id,
      code: 'charge_expired_for_capture',
      payment_intent: gone,
    }),
  };
}

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
  const gone = cancelled(intent, reason, fresh);
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
    ledger: [entry('voided', authorized, intent.amount_capturable)],
  };
}

/** Asks the bank: the money is set aside (or taken, with automatic capture), or the card is declined. */
function chargeIntent(
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
    ledger: [entry('authorized', charge, charge.amount), ...(manual ? [] : [entry('captured', charge, charge.amount)])],
  };
}

function declinedIntent(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  { method }: HeldMethod,
  decline: NonNullable<TestCard['decline']>,
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

function cancelled(intent: Stripe.PaymentIntent, reason: string | null, fresh: Fresh): Stripe.PaymentIntent {
  return {
    ...intent,
    amount_capturable: 0,
    canceled_at: fresh.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
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

function entry(kind: EntryKind, charge: Stripe.Charge, amount: number): NewEntry {
  return { kind, paymentIntent: String(charge.payment_intent), charge: charge.id, amount, currency: charge.currency };
}
