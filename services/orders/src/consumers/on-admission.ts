import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  type EventOf,
} from '@frontrow/common/contracts';
import { NotYet, on } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { grantRefund, refuseRefund } from '../order.ts';
import { heedAdmissions } from '../store/heed.ts';
import { updateOrder } from '../store/orders.ts';
import { addToTimeline } from '../store/timeline.ts';

const events = [AdmissionIssued, AdmissionRevoked, AdmissionRefundRefused, AdmissionRedeemed] as const;
type AdmissionEvent = EventOf<(typeof events)[number]>;

/** Tickets decides whether a refund may be: admissions revoked means yes, one used already means no. */
export const onAdmission = (_kit: OrdersKit) =>
  on(events, async (event, tx) => {
    const { orderId } = event.data;
    const newer = await heedAdmissions(tx, orderId, event.aggregateVersion);
    if (newer === undefined) throw new NotYet(`order ${orderId} is not known`);
    await addToTimeline(tx, orderId, new Date(event.time), event.type, wordsFor(event));
    if (!newer) return;
    if (event.type === 'admission.revoked') await updateOrder(tx, orderId, grantRefund);
    if (event.type === 'admission.refund_refused') await updateOrder(tx, orderId, refuseRefund);
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
