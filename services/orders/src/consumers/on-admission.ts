import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
} from '@frontrow/common/contracts';
import { notYet, on, oneByOne } from '@frontrow/common/messaging';
import { type AdmissionEvent, followAdmissions } from '../checkout.ts';
import type { OrdersKit } from '../config.ts';
import type { Milestone } from '../order.ts';
import { updateOrder } from '../store/orders.ts';
import { addEventToTimeline } from '../store/timeline.ts';

/** Moves the order as its admissions do, and puts what happened to them into its timeline. */
export const onAdmission = (_kit: OrdersKit) =>
  on(
    [AdmissionIssued, AdmissionRevoked, AdmissionRefundRefused, AdmissionRedeemed],
    oneByOne(async (event, tx) => {
      const { orderId } = event.data;
      const order = await updateOrder(tx, orderId, (order, now) => followAdmissions(order, event, now));
      if (!order) return notYet(event, `order ${orderId} is not known`);
      await addEventToTimeline(tx, orderId, event, milestone(event));
    }),
  );

function milestone({ type, data }: AdmissionEvent): Milestone {
  const { admissions } = data;
  switch (type) {
    case 'admission.issued':
      return { step: 'admissions_issued', values: { count: admissions.length } };
    case 'admission.revoked':
      return { step: 'admissions_void' };
    case 'admission.refund_refused':
      return { step: 'admission_used' };
    case 'admission.redeemed': {
      const used = admissions.filter(({ status }) => status === 'redeemed').length;
      return { step: 'let_in', values: { used, count: admissions.length } };
    }
  }
}
