import {
  type DisputeView,
  type FoundPaymentView,
  type PaymentDispute,
  type PaymentState,
  type PaymentView,
  type RefundDecisionView,
  type RefundFailureView,
  type StrayIntentView,
  toMajor,
} from '@frontrow/common/contracts';
import { type Dispute, owedBack, type Payment, whyNotRetried } from '../payment.ts';
import type { StoredPayment } from './payments.ts';
import type { Stray } from './stray-intents.ts';
import type { RefundDecision } from './tables.ts';

/** The state that events carry. */
export const toState = (payment: Payment, createdAt: Date, updatedAt: Date): PaymentState => ({
  id: payment.id,
  orderId: payment.orderId,
  userId: payment.userId,
  status: payment.status,
  amount: payment.amount,
  currency: payment.currency,
  attempts: payment.attempt?.number ?? 0,
  failure: payment.failure,
  card: payment.card,
  stripeId: payment.stripeId,
  amountCaptured: payment.amountCaptured,
  amountRefunded: payment.amountRefunded,
  dispute: payment.dispute && toDisputeState(payment.dispute),
  settlement: payment.settlement && {
    ...payment.settlement,
    settledAt: payment.settlement.settledAt.toISOString(),
  },
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** What its buyer is shown; what the card form needs for 3-D Secure only while that is waited for. */
export function toView({ payment, createdAt, updatedAt }: StoredPayment): PaymentView {
  const { id, orderId, status, amount, currency, attempts, failure, card, ...rest } = toState(
    payment,
    createdAt,
    updatedAt,
  );
  const challenged = status === 'requires_action';
  return {
    id,
    orderId,
    status,
    amount: toMajor(amount, currency),
    currency,
    attempts,
    failure,
    card,
    challengeUrl: challenged ? payment.challengeUrl : null,
    clientSecret: challenged ? payment.clientSecret : null,
    createdAt: rest.createdAt,
    updatedAt: rest.updatedAt,
  };
}

const toDisputeState = ({ refundable: _, openedAt: __, respondBy, ...dispute }: Dispute): PaymentDispute => ({
  ...dispute,
  respondBy: respondBy?.toISOString() ?? null,
});

export function toDisputeView(stored: StoredPayment): DisputeView {
  const { clientSecret: _secret, challengeUrl: _challenge, ...view } = toView(stored);
  const { userId, stripeId, dispute } = stored.payment;
  const openedAt = dispute!.openedAt.toISOString();
  return { ...view, userId, stripeId, dispute: { ...toDisputeState(dispute!), openedAt } };
}

export function toFound(stored: StoredPayment): FoundPaymentView {
  const { clientSecret: _secret, challengeUrl: _challenge, ...view } = toView(stored);
  return { ...view, userId: stored.payment.userId };
}

/** `decisions` are those about this refund, the oldest first. */
export function toRefundFailure(stored: StoredPayment, decisions: RefundDecision[]): RefundFailureView {
  const { clientSecret: _secret, challengeUrl: _challenge, ...view } = toView(stored);
  const { userId, stripeId, currency, settlement } = stored.payment;
  return {
    ...view,
    userId,
    stripeId,
    refundFailedAt: (stored.refundFailedAt ?? stored.updatedAt).toISOString(),
    owed: toMajor(settlement?.amount ?? owedBack(stored.payment), currency),
    settledAt: settlement?.settledAt.toISOString() ?? null,
    retriable: !whyNotRetried(stored.payment),
    decisions: decisions.map(toDecisionView),
  };
}

const toDecisionView = ({ decision, how, note, decidedBy, decidedAt }: RefundDecision): RefundDecisionView => ({
  ...{ decision, how, note, decidedBy },
  decidedAt: decidedAt.toISOString(),
});

export const toStrayView = ({ foundAt, decidedAt, settledAt, ...stray }: Stray): StrayIntentView => ({
  ...stray,
  foundAt: foundAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
  settledAt: settledAt?.toISOString() ?? null,
});
