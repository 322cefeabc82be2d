import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  CheckInUndone,
} from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import { type AdmissionEvent, followAdmissions } from '../checkout.ts';
import type { OrdersKit } from '../config.ts';
import type { Milestone } from '../order.ts';
import { moveWith } from './move-with.ts';

/** Moves orders as their admissions do, and puts what happened to these into the timelines. */
export const onAdmission = (_kit: OrdersKit) =>
  on([AdmissionIssued, AdmissionRevoked, AdmissionRefundRefused, AdmissionRedeemed, CheckInUndone], (events, tx) =>
    moveWith(tx, events, (event) => ({ decide: (order, now) => followAdmissions(order, event, now) }), milestone),
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
    case 'admission.check_in_undone':
      return { step: 'check_in_undone' };
  }
}
