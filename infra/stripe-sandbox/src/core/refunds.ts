import type Stripe from 'stripe';
import type { TestCard } from './cards.ts';
import { givenBack, refundable } from './charges.ts';
import { money } from './currencies.ts';
import type { Effects } from './effects.ts';
import { invalidRequest } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { entryOf } from './ledger.ts';

/** A refund and, while its bank has not spoken the last word, the time (ms) at which it will. */
export interface HeldRefund {
  refund: Stripe.Refund;
  settlesAt: number | null;
}

export interface RefundRequest {
  amount?: number | undefined;
  metadata: Stripe.Metadata;
  reason?: string | undefined;
}

/** Gives money back. What the bank says later (`settlesAt`) is decided by `settleRefund`. */
export function createRefund(
  charge: Stripe.Charge,
  card: TestCard,
  request: RefundRequest,
  settlesAt: number,
  fresh: Fresh,
): Effects & { refund: HeldRefund } {
  const left = refundable(charge);
  if (!charge.captured) {
    throw invalidRequest(
      `Charge ${charge.id} has not been captured: cancel its PaymentIntent instead of refunding it.`,
      {
        code: 'charge_not_refundable',
      },
    );
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  const amount = request.amount ?? left;
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount > left) {
    const [asked, possible] = [money(amount, charge.currency), money(left, charge.currency)];
    throw invalidRequest(`Refund amount (${asked}) is greater than unrefunded amount on charge (${possible})`, {
      param: 'amount',
    });
  }
  const refund: Stripe.Refund = {
    id: fresh.id('re'),
    object: 'refund',
    amount,
    balance_transaction: fresh.id('txn'),
    charge: charge.id,
    created: fresh.now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: request.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(card.refund === 'pending' ? { pending_reason: 'processing' } : {}),
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: card.refund === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  const after = givenBack(charge, amount);
  return {
    refund: { refund, settlesAt: card.refund ? settlesAt : null },
    charge: after,
    events: [
      { type: 'refund.created', object: refund },
      { type: 'charge.refunded', object: after },
    ],
    ledger: [entryOf('refunded', charge, refund.amount)],
  };
}

/** The bank's last word: a pending refund succeeds, a refund to a dead card fails and the money comes back. */
export function settleRefund({ refund }: HeldRefund, charge: Stripe.Charge, card: TestCard, fresh: Fresh): Effects {
  if (card.refund !== 'fails') {
    const { pending_reason: _settled, ...rest } = refund;
    const succeeded: Stripe.Refund = { ...rest, status: 'succeeded' };
    return {
      refund: { refund: succeeded, settlesAt: null },
      events: [{ type: 'refund.updated', object: succeeded }],
      ledger: [],
    };
  }
  const failed: Stripe.Refund = {
    ...refund,
    failure_balance_transaction: fresh.id('txn'),
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  };
  return {
    refund: { refund: failed, settlesAt: null },
    charge: givenBack(charge, -refund.amount),
    events: [
      { type: 'refund.updated', object: failed },
      { type: 'refund.failed', object: failed },
    ],
    ledger: [entryOf('refund_failed', charge, refund.amount)],
  };
}
