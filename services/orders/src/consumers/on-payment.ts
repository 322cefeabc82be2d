import {
  formatMoney,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentStarted,
  PaymentVoided,
} from '@frontrow/common/contracts';
import { NotYet, on } from '@frontrow/common/messaging';
import { followPayment, moneyBack, type PaymentEvent } from '../checkout.ts';
import type { OrdersKit } from '../config.ts';
import { heedPayment } from '../store/heed.ts';
import { updateOrder } from '../store/orders.ts';
import { addEventToTimeline } from '../store/timeline.ts';

const events = [
  PaymentStarted,
  PaymentAuthorized,
  PaymentFailed,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentVoided,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentDisputed,
  PaymentDisputeClosed,
] as const;

/** Moves the order as its payment moves. An event older than one heeded already only goes into the timeline. */
export const onPayment = ({ config }: OrdersKit) =>
  on(events, async (event, tx) => {
    const { orderId } = event.data;
    const newer = await heedPayment(tx, orderId, event.aggregateVersion, moneyBack(event));
    if (newer === undefined) throw new NotYet(`order ${orderId} is not known`);
    await addEventToTimeline(tx, orderId, event, wordsFor(event));
    const { PAYMENT_GRACE_SECONDS } = config;
    if (newer) await updateOrder(tx, orderId, (order, now) => followPayment(order, event, PAYMENT_GRACE_SECONDS, now));
  });

function wordsFor({ type, data }: PaymentEvent): string {
  const amount = formatMoney(data.amount, data.currency);
  const card = data.card ? ` (${data.card.brand} ending in ${data.card.last4})` : '';
  const reason = data.failure ? `: ${data.failure.message}` : '';
  switch (type) {
    case 'payment.started':
      return `Attempt ${data.attempts} to pay ${amount}`;
    case 'payment.authorized':
      return `The card is good for ${amount}${card}; nothing is charged yet`;
    case 'payment.failed':
      return `Attempt ${data.attempts} failed${reason}`;
    case 'payment.captured':
      return `${formatMoney(data.amountCaptured, data.currency)} was charged${card}`;
    case 'payment.capture_failed':
      return `The charge failed for good${reason}`;
    case 'payment.voided':
      return 'The payment was given up; nothing was charged';
    case 'payment.refunded':
      return `${formatMoney(data.amountRefunded, data.currency)} was paid back${card}`;
    case 'payment.refund_failed':
      return `The refund failed${reason}; the operator has to pay it back`;
    case 'payment.disputed':
      return `The cardholder disputes the charge with the bank: ${disputeWords(data)}`;
    case 'payment.dispute_closed':
      return `The dispute of the charge is over: ${disputeWords(data)}`;
  }
}

function disputeWords({ dispute, currency }: PaymentEvent['data']): string {
  if (!dispute) return 'no details are known';
  const { status, reason, amount, withdrawn } = dispute;
  const where = withdrawn ? 'the bank has taken it back' : 'the money is with the seller';
  return `${formatMoney(amount, currency)}, ${reason.replaceAll('_', ' ')}, ${status.replaceAll('_', ' ')}; ${where}`;
}
