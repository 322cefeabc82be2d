import type {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  CheckInUndone,
  EventOf,
  Instant,
  MoneyBackView,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentStarted,
  PaymentVoided,
} from '@frontrow/common/contracts';
import {
  completeOrder,
  failCapture,
  failPayment,
  grantRefund,
  type Order,
  refundElsewhere,
  refuseRefund,
  startPayment,
  type Transition,
} from './order.ts';

export type PaymentEvent = EventOf<
  | typeof PaymentStarted
  | typeof PaymentAuthorized
  | typeof PaymentFailed
  | typeof PaymentCaptured
  | typeof PaymentCaptureFailed
  | typeof PaymentVoided
  | typeof PaymentRefunded
  | typeof PaymentRefundFailed
  | typeof PaymentRefundSettled
  | typeof PaymentDisputed
  | typeof PaymentDisputeClosed
>;

/** Moves an order as its payment moves. Only called with news: an event older than one heeded already says nothing. */
export function followPayment(
  order: Order,
  { type, data }: PaymentEvent,
  graceSeconds: number,
  now: Date,
): Transition | null {
  const failure = data.failure?.message ?? 'the payment did not go through';
  switch (type) {
    case 'payment.started':
      return startPayment(order, data.id, graceSeconds, now);
    case 'payment.authorized':
    case 'payment.captured':
      return completeOrder(order, data.id, now);
    case 'payment.failed':
    case 'payment.voided':
      return failPayment(order, failure, now);
    case 'payment.capture_failed':
      return failCapture(order, failure, now);
    case 'payment.refunded':
      return refundElsewhere(order, now);
    case 'payment.refund_failed':
    case 'payment.refund_settled':
    case 'payment.disputed':
    case 'payment.dispute_closed':
      return null;
  }
}

/** Where the money of an order that ended is, as its payment's newest event has it. */
export type MoneyBack = 'returned' | 'not_charged' | 'failed';

/** How money was returned, how much (minor units), and when. */
export interface Returned {
  how: MoneyBackView['how'];
  amount: number;
  at: Instant;
}

/**
 * What an event says of that; null when the money is with us or in flight, undefined when it says nothing. What a bank has
 * taken back for the cardholder, and keeps, is returned: nobody is paid back twice.
 */
export function moneyBack({ type, data }: PaymentEvent): MoneyBack | null | undefined {
  if (data.settlement) return 'returned';
  if (type === 'payment.refund_failed') return 'failed';
  if (data.status === 'refunded') return 'returned';
  if (data.status === 'voided' || data.status === 'capture_failed') return 'not_charged';
  if (data.dispute?.withdrawn) return 'returned';
  return type === 'payment.disputed' || data.dispute?.phase === 'closed' ? undefined : null;
}

function howReturned({ data }: PaymentEvent): Returned {
  const { settlement, dispute, amountRefunded: amount, updatedAt: at } = data;
  if (settlement) return { how: settlement.how, amount: settlement.amount, at: settlement.settledAt };
  return data.status === 'refunded' || !dispute
    ? { how: 'card', amount, at }
    : { how: 'dispute', amount: dispute.amount, at };
}

/** What an order keeps of its payment, and tells no other service. */
export interface PaymentNews {
  paymentVersion: number;
  moneyBack: MoneyBack | null;
  returned: Returned | null;
}

/** What an order keeps of its payment's newest event; null when that is known already. */
export function heedPayment(known: PaymentNews, event: PaymentEvent): PaymentNews | null {
  const { aggregateVersion: paymentVersion } = event;
  if (paymentVersion <= known.paymentVersion) return null;
  const newest = moneyBack(event);
  if (newest === undefined) return { paymentVersion, moneyBack: known.moneyBack, returned: known.returned };
  return { paymentVersion, moneyBack: newest, returned: newest === 'returned' ? howReturned(event) : null };
}

export type AdmissionEvent = EventOf<
  | typeof AdmissionIssued
  | typeof AdmissionRevoked
  | typeof AdmissionRefundRefused
  | typeof AdmissionRedeemed
  | typeof CheckInUndone
>;

/**
 * Tickets decides whether a refund may be: admissions revoked means yes. Either answer is given once and final, also when the
 * scan that was in the way is taken back; so the events may come in any order, and how the admissions stand meanwhile is none.
 */
export function followAdmissions(order: Order, { type }: AdmissionEvent, now: Date): Transition | null {
  if (type === 'admission.refund_refused') return refuseRefund(order);
  return type === 'admission.revoked' ? grantRefund(order, now) : null;
}
