import type {
  Currency,
  DisputePhase,
  Id,
  OrderStatus,
  PaymentFailure,
  PaymentState,
  PaymentStatus,
  RefundMethod,
} from '@frontrow/common/contracts';

/** What the card form gave for a card. */
export type Reference = { token: string } | { paymentMethodId: string };

/** That a card was declined, and which one it was: Stripe's fingerprint, if it told. */
export interface Decline {
  card: string | null;
}

export interface Attempt {
  id: Id;
  number: number;
  reference: Reference;
  /** From where it was made; known while it is open. */
  network: string | null;
  status: 'open' | 'authorized' | 'failed' | 'voided';
  failure: PaymentFailure | null;
  /** Only when it has just failed for that: what else can fail says nothing of the card. */
  decline?: Decline | undefined;
}

/** A charge that its cardholder disputes with the bank, as Stripe last described it. */
export interface Dispute {
  id: string;
  phase: DisputePhase;
  status: string;
  reason: string;
  amount: number;
  withdrawn: boolean;
  /** Whether Stripe would refund the charge. While a bank has taken the money back it would not: nobody is paid back twice. */
  refundable: boolean;
  respondBy: Date | null;
  openedAt: Date;
}

/** How a refund that failed for good was made good: `amount` minor units went to the buyer past Stripe. */
export interface Settlement {
  how: RefundMethod;
  amount: number;
  settledAt: Date;
}

/** The one payment of an order, and what is known of its PaymentIntent at Stripe. Amounts are minor units. */
export interface Payment {
  id: Id;
  orderId: Id;
  userId: Id;
  version: number;
  status: PaymentStatus;
  amount: number;
  currency: Currency;
  amountCaptured: number;
  amountRefunded: number;
  /** What a capture took when that was less than the whole; it goes back. */
  amountTaken: number;
  /** The latest dispute. */
  dispute: Dispute | null;
  /** The last attempt; the others have ended. */
  attempt: Attempt | null;
  /** Why the last attempt failed. While authorized: why it cannot be captured. */
  failure: PaymentFailure | null;
  card: PaymentState['card'];
  stripeId: string | null;
  clientSecret: string | null;
  challengeUrl: string | null;
  refundId: string | null;
  refundFailed: boolean;
  /** The refund that is known to have failed last: another word of it says nothing new. */
  failedRefundId: string | null;
  settlement: Settlement | null;
  /** The number in the idempotency keys that are in use. */
  keyNumber: number;
  /** The key under which Stripe was asked last, and when that was first. */
  lastKey: string | null;
  keyedAt: Date | null;
  /** How often something said that Stripe knows more, and how many of those have been looked into. */
  news: number;
  newsSeen: number;
}

/** The order that is paid, as far as paying needs it. */
export interface PayableOrder {
  id: Id;
  userId: Id;
  status: OrderStatus;
  total: number;
  currency: Currency;
  expiresAt: Date;
}

/** Why an attempt ended that waited for its bank when the buyer took another card. */
export const replaced: PaymentFailure = { code: 'card_replaced', message: 'You chose another card.' };

/** What happens to a payment, by the event's name after `payment.`, and the states it can happen in. */
const possible = {
  started: ['open', 'requires_action'],
  authorized: ['open', 'processing', 'requires_action'],
  failed: ['processing', 'requires_action'],
  captured: ['authorized'],
  capture_failed: ['authorized'],
  voided: ['open', 'processing', 'requires_action', 'authorized'],
  refunded: ['captured'],
  refund_failed: ['captured', 'refunded', 'capture_failed'],
  refund_settled: ['captured', 'capture_failed'],
  disputed: ['authorized', 'captured', 'refunded', 'capture_failed'],
  dispute_closed: ['authorized', 'captured', 'refunded', 'capture_failed'],
} as const satisfies Record<string, readonly PaymentStatus[]>;
export type Happening = keyof typeof possible;

/** A payment after something happened to it. */
export interface Change {
  event: Happening;
  payment: Payment;
}

/** More cards than this for one order is someone trying out stolen ones. */
export const MAX_ATTEMPTS = 10;

export const newPayment = (id: Id, order: PayableOrder): Payment => ({
  id,
  orderId: order.id,
  userId: order.userId,
  version: 0,
  status: 'open',
  amount: order.total,
  currency: order.currency,
  amountCaptured: 0,
  amountRefunded: 0,
  amountTaken: 0,
  dispute: null,
  attempt: null,
  failure: null,
  card: null,
  stripeId: null,
  clientSecret: null,
  challengeUrl: null,
  refundId: null,
  refundFailed: false,
  failedRefundId: null,
  settlement: null,
  keyNumber: 1,
  lastKey: null,
  keyedAt: null,
  news: 0,
  newsSeen: 0,
});

/** Why something cannot be done: words for the buyer, and a name that stays what it is. */
interface Reason {
  message: string;
  code: string;
}

/**
 * Why an order cannot be paid at `now`; undefined when it can. `instead` says that the card is to take the place of one that
 * waits for its bank: the buyer does not mean to confirm that one any more.
 */
export function whyNotPayable(
  order: PayableOrder,
  payment: Payment | undefined,
  now: Date,
  instead = false,
): Reason | undefined {
  if (order.status === 'cancelled') {
    return { message: 'this order was cancelled and cannot be paid any more', code: 'order_cancelled' };
  }
  switch (payment?.status) {
    case 'authorized':
    case 'captured':
      return paidAlready;
    case 'processing':
      return {
        message: 'a payment of this order is being processed; wait for its outcome',
        code: 'payment_processing',
      };
    case 'requires_action':
      if (instead) break;
      return { message: 'a payment of this order waits for your confirmation with your bank', code: 'payment_waits' };
    case 'capture_failed':
    case 'voided':
    case 'refunded':
      return { message: 'the payment of this order was given up; place the order again', code: 'payment_given_up' };
  }
  if (order.status === 'complete') return paidAlready;
  if (order.expiresAt <= now) return { message: 'the time to pay this order is over', code: 'time_over' };
  if ((payment?.attempt?.number ?? 0) >= MAX_ATTEMPTS) {
    return { message: 'too many cards were tried for this order', code: 'too_many_cards' };
  }
  return undefined;
}

const paidAlready: Reason = { message: 'this order is paid already', code: 'paid_already' };

/**
 * A card is handed in. One that waits for its bank is given up for it; where the buyer was sent for that stays known, until
 * Stripe has answered for this one.
 */
export function start(payment: Payment, id: Id, reference: Reference, network: string | null = null): Change {
  const number = (payment.attempt?.number ?? 0) + 1;
  const attempt: Attempt = { id, number, reference, network, status: 'open', failure: null };
  return happen(payment, 'started', { status: 'processing', failure: null, card: null, attempt });
}

/**
 * A payment that got lost, made again for the PaymentIntent that it had. Where that is now is found out by looking; until
 * then it waits like one for its bank, so that no card is put to it.
 */
export function adopt(id: Id, order: PayableOrder, stripeId: string, attemptId: Id, paymentMethodId: string): Change {
  const { event, payment } = start({ ...newPayment(id, order), stripeId }, attemptId, { paymentMethodId });
  return { event, payment: { ...requireAction(payment, null), news: 1 } };
}

export const authorize = (payment: Payment, card: Payment['card']): Change =>
  happen(payment, 'authorized', {
    status: 'authorized',
    failure: null,
    card,
    challengeUrl: null,
    ...end(payment, 'authorized'),
  });

export const fail = (payment: Payment, failure: PaymentFailure, decline?: Decline): Change =>
  happen(payment, 'failed', {
    status: 'open',
    failure,
    challengeUrl: null,
    ...end(payment, 'failed', failure, decline),
  });

export const capture = (payment: Payment): Change =>
  happen(payment, 'captured', { status: 'captured', failure: null, amountCaptured: payment.amount });

export const failCapture = (payment: Payment, failure: PaymentFailure): Change =>
  happen(payment, 'capture_failed', { status: 'capture_failed', failure });

export const voidPayment = (payment: Payment): Change =>
  happen(payment, 'voided', { status: 'voided', challengeUrl: null, ...end(payment, 'voided') });

export const refund = (payment: Payment): Change =>
  happen(payment, 'refunded', {
    status: 'refunded',
    failure: null,
    refundFailed: false,
    amountRefunded: payment.amountCaptured,
  });

/**
 * A refund that failed for good, perhaps after it had seemed done: the money is with us again. `refundId` names it at Stripe,
 * which refuses some without making any.
 */
export const failRefund = (payment: Payment, failure: PaymentFailure, refundId = payment.failedRefundId): Change =>
  happen(payment, 'refund_failed', {
    status: payment.status === 'capture_failed' ? 'capture_failed' : 'captured',
    failure,
    refundFailed: true,
    failedRefundId: refundId,
    amountRefunded: 0,
  });

/** What of the buyer's money is still with us, in minor units. */
export const owedBack = ({ amountCaptured, amountTaken, amountRefunded, settlement }: Payment): number =>
  amountCaptured + amountTaken - amountRefunded - (settlement?.amount ?? 0);

/** Why nobody is to be paid back past Stripe; undefined when a person may. */
export function whyNotSettled({ refundFailed, settlement }: Payment): Reason | undefined {
  if (settlement) return { message: 'this refund was settled already', code: 'settled_already' };
  if (!refundFailed) return { message: 'this refund has not failed', code: 'refund_not_failed' };
  return undefined;
}

/** The buyer was paid back another way. The refund at Stripe stays failed, and is not tried again. */
export const settleRefund = (payment: Payment, how: RefundMethod, settledAt: Date): Change =>
  happen(payment, 'refund_settled', { settlement: { how, amount: owedBack(payment), settledAt } });

/** Why Stripe is not to be asked for a failed refund once more; undefined when it may. */
export function whyNotRetried(payment: Payment): Reason | undefined {
  const { status, dispute } = payment;
  const impossible = status !== 'captured' || (dispute && !dispute.refundable);
  return whyNotSettled(payment) ?? (impossible ? notRetriable : undefined);
}

const notRetriable: Reason = {
  message: 'Stripe would not make this refund: settle it otherwise',
  code: 'not_retriable',
};

/** A failed refund is asked for once more, under a new key. No event tells of it: the money is where it was. */
export const retryRefund = (payment: Payment): Payment => ({
  ...payment,
  refundFailed: false,
  refundId: null,
  keyNumber: payment.keyNumber + 1,
});

/** What Stripe says of a dispute has changed. It changes nothing else of the payment: a withdrawal is no refund. */
export const noteDispute = (payment: Payment, dispute: Dispute): Change =>
  happen(payment, dispute.phase === 'inquiry' || dispute.phase === 'open' ? 'disputed' : 'dispute_closed', { dispute });

/** The buyer has to confirm with the bank. No event tells of it, so the version stays. */
export const requireAction = (payment: Payment, challengeUrl: string | null): Payment => ({
  ...payment,
  status: 'requires_action',
  challengeUrl,
});

function happen(payment: Payment, event: Happening, changes: Partial<Payment>): Change {
  const states: readonly PaymentStatus[] = possible[event];
  if (!states.includes(payment.status)) throw new Error(`a payment that is ${payment.status} cannot be ${event}`);
  return { event, payment: { ...payment, ...changes, version: payment.version + 1 } };
}

function end(
  { attempt }: Payment,
  status: Attempt['status'],
  failure: PaymentFailure | null = null,
  decline?: Decline,
): Partial<Payment> {
  return attempt?.status === 'open' ? { attempt: { ...attempt, status, failure, decline } } : {};
}
