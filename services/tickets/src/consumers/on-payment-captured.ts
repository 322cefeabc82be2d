import {
  PaymentCaptured,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentRefunded,
  PaymentRefundFailed,
} from '@frontrow/common/contracts';
import { project, traceOf } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { paymentCopy } from '../store/copies.ts';
import { settleAdmissions } from './settle-admissions.ts';

const sinceTheCharge = [
  PaymentCaptured,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentDisputed,
  PaymentDisputeClosed,
] as const;

/** The buyer was charged: admissions are due if the order is still complete. What comes after a charge tells of it, too. */
export const onPaymentCaptured = ({ resources }: TicketsKit) =>
  project(paymentCopy, sinceTheCharge, {
    changed: (events, tx) =>
      settleAdmissions(
        tx,
        events.map((event) => ({ orderId: event.data.orderId, trace: traceOf(event), heed: (set) => set })),
        resources,
      ),
  });
