import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
} from '@frontrow/common/contracts';
import { NotYet, on } from '@frontrow/common/messaging';
import { type AdmissionEvent, followAdmissions } from '../checkout.ts';
import type { OrdersKit } from '../config.ts';
import { updateOrder } from '../store/orders.ts';
import { addEventToTimeline } from '../store/timeline.ts';

/** Moves the order as its admissions do, and puts what happened to them into its timeline. */
export const onAdmission = (_kit: OrdersKit) =>
  on([AdmissionIssued, AdmissionRevoked, AdmissionRefundRefused, AdmissionRedeemed], async (event, tx) => {
    const { orderId } = event.data;
    const order = await updateOrder(tx, orderId, (order, now) => followAdmissions(order, event, now));
    if (!order) throw new NotYet(`order ${orderId} is not known`);
    await addEventToTimeline(tx, orderId, event, wordsFor(event));
  });

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
