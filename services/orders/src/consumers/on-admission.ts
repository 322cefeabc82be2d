import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
} from '@frontrow/common/contracts';
import { notYet, on, traceOf } from '@frontrow/common/messaging';
import { type AdmissionEvent, followAdmissions } from '../checkout.ts';
import type { OrdersKit } from '../config.ts';
import type { Milestone } from '../order.ts';
import { moveOrders } from '../store/orders.ts';
import { addToTimeline, lineOf } from '../store/timeline.ts';

/** Moves orders as their admissions do, and puts what happened to these into the timelines. */
export const onAdmission = (_kit: OrdersKit) =>
  on([AdmissionIssued, AdmissionRevoked, AdmissionRefundRefused, AdmissionRedeemed], async (events, tx) => {
    const outcomes = await moveOrders(
      tx,
      events.map((event) => ({
        id: event.data.orderId,
        trace: traceOf(event),
        decide: (order, now) => followAdmissions(order, event, now),
      })),
    );
    const known = events.filter((_, index) => outcomes[index]);
    await addToTimeline(
      tx,
      known.map((event) => lineOf(event.data.orderId, event, milestone(event))),
    );
    return events
      .filter((_, index) => !outcomes[index])
      .map((event) => notYet(event, `order ${event.data.orderId} is not known`));
  });

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
