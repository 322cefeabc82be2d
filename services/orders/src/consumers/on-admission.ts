import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  type EventOf,
} from '@frontrow/common/contracts';
import { NotYet, on } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { grantRefund, type Order, refuseRefund, type Transition } from '../order.ts';
import { updateOrder } from '../store/orders.ts';
import { addToTimeline } from '../store/timeline.ts';

const events = [AdmissionIssued, AdmissionRevoked, AdmissionRefundRefused, AdmissionRedeemed] as const;
type AdmissionEvent = EventOf<(typeof events)[number]>;

/**
 * Tickets decides whether a refund may be: admissions revoked means yes, one used already means no. Either answer is
 * final and only heeded while the order waits for it, so the events may come in any order.
 */
export const onAdmission = (_kit: OrdersKit) =>
  on(events, async (event, tx) => {
    const { orderId } = event.data;
    const order = await updateOrder(tx, orderId, (order, now) => react(order, event, now));
    if (!order) throw new NotYet(`order ${orderId} is not known`);
    await addToTimeline(tx, orderId, new Date(event.time), event.type, wordsFor(event));
  });

function react(order: Order, { type }: AdmissionEvent, now: Date): Transition | null {
  switch (type) {
    case 'admission.revoked':
      return grantRefund(order, now);
    case 'admission.refund_refused':
      return refuseRefund(order);
    default:
      return null;
  }
}

function wordsFor({ type, data }: AdmissionEvent): string {
  const { admissions } = data;
  switch (type) {
    case 'admission.issued':
      return `${admissions.length} admission${admissions.length === 1 ? '' : 's'} issued`;
    case 'admission.revoked':
      return 'The admissions are void';
    case 'admission.refund_refused':
      return 'No refund is possible: an admission was used';
    case 'admission.redeemed': {
      const used = admissions.filter(({ status }) => status === 'redeemed').length;
      return `Let in: ${used} of ${admissions.length}`;
    }
  }
}
