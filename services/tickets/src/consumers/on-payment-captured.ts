import {
  PaymentCaptured,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentRefunded,
  PaymentRefundFailed,
} from '@frontrow/common/contracts';
import { oneByOne, project } from '@frontrow/common/messaging';
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
export const onPaymentCaptured = (_kit: TicketsKit) =>
  project(paymentCopy, sinceTheCharge, { changed: oneByOne(({ data }, tx) => settleAdmissions(tx, data.orderId)) });
