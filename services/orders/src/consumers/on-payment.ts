import {
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
  type TimelineValues,
} from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import { followPayment, heedPayment, type PaymentEvent } from '../checkout.ts';
import type { OrdersKit } from '../config.ts';
import type { Milestone } from '../order.ts';
import { moveWith } from './move-with.ts';

const events = [
  PaymentStarted,
  PaymentAuthorized,
  PaymentFailed,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentVoided,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentDisputed,
  PaymentDisputeClosed,
] as const;

/** Moves orders as their payments move. An event older than one heeded already only goes into the timeline. */
export const onPayment = ({ config }: OrdersKit) =>
  on(events, (some, tx) =>
    moveWith(
      tx,
      some,
      (event) => ({
        note: (order) => heedPayment(order, event),
        decide: (order, now) => followPayment(order, event, config.PAYMENT_GRACE_SECONDS, now),
      }),
      milestone,
    ),
  );

function milestone({ type, data }: PaymentEvent): Milestone {
  const { currency, attempts: attempt, card, failure } = data;
  const money = (amount: number) => ({ amount, currency, ...(card && { brand: card.brand, last4: card.last4 }) });
  const why = { ...(failure && { code: failure.reason ?? failure.code, message: failure.message }) };
  switch (type) {
    case 'payment.started':
      return { step: 'payment_started', values: { attempt, ...money(data.amount) } };
    case 'payment.authorized':
      return { step: 'payment_authorized', values: money(data.amount) };
    case 'payment.failed':
      return { step: 'payment_failed', values: { attempt, ...why } };
    case 'payment.captured':
      return { step: 'payment_captured', values: money(data.amountCaptured) };
    case 'payment.capture_failed':
      return { step: 'payment_capture_failed', values: why };
    case 'payment.voided':
      return { step: 'payment_voided' };
    case 'payment.refunded':
      return { step: 'payment_refunded', values: money(data.amountRefunded) };
    case 'payment.refund_failed':
      return { step: 'payment_refund_failed', values: why };
    case 'payment.refund_settled': {
      const { how = 'other', amount = data.amountCaptured } = data.settlement ?? {};
      return { step: 'payment_refund_settled', values: { amount, currency, how } };
    }
    case 'payment.disputed':
      return { step: 'payment_disputed', values: disputeValues(data) };
    case 'payment.dispute_closed':
      return { step: 'payment_dispute_closed', values: disputeValues(data) };
  }
}

function disputeValues({ dispute, currency }: PaymentEvent['data']): TimelineValues {
  if (!dispute) return {};
  const { status, reason, amount, withdrawn } = dispute;
  return { amount, currency, reason, status, holder: withdrawn ? 'bank' : 'seller' };
}
