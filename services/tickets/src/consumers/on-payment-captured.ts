import { PaymentCaptured } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { TicketsKit } from '../config.ts';
import { settleAdmissions } from './settle-admissions.ts';

/** The buyer was charged: admissions are due if the order is still complete. */
export const onPaymentCaptured = (_kit: TicketsKit) =>
  on(PaymentCaptured, ({ data }, tx) => settleAdmissions(tx, data.orderId, (set) => ({ ...set, captured: true })));
