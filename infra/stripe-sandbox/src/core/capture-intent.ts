import type Stripe from 'stripe';
import { ended } from './cancel-intent.ts';
import { givenBack } from './charges.ts';
import type { Effects, HeldIntent } from './effects.ts';
import { invalidRequest, unexpectedState } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { entryOf } from './ledger.ts';

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
    ledger: [entryOf('captured', charge, amount), ...(rest > 0 ? [entryOf('voided', charge, rest)] : [])],
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
  const gone = ended(intent, 'automatic', fresh);
  const expired = givenBack(charge, charge.amount);
  return {
    intent: { intent: gone, challenge: null },
    charge: expired,
    events: [
      { type: 'charge.expired', object: expired },
      { type: 'payment_intent.canceled', object: gone },
    ],
    ledger: [entryOf('voided', charge, intent.amount_capturable)],
    failure: invalidRequest('The charge cannot be captured as the authorization has expired.', {
      charge: charge.id,
      code: 'charge_expired_for_capture',
      payment_intent: gone,
    }),
  };
}
