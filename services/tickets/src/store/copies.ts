import type { OrderState, PaymentState } from '@frontrow/common/contracts';
import type { Copy } from '@frontrow/common/messaging';
import { orderAdmissions } from './tables.ts';

/** What is known of the order beside its admissions, which tickets itself decides. */
export const orderCopy: Copy<OrderState> = {
  name: 'orders',
  table: orderAdmissions,
  key: 'orderId',
  version: 'orderVersion',
  toRow: ({ id, ticketId, userId, quantity, status, refund }, version) => {
    return { orderId: id, orderVersion: version, ticketId, userId, quantity, orderStatus: status, refund };
  },
};

/** What is known of the order's payment. A charge stays one although it was given back. */
export const paymentCopy: Copy<PaymentState> = {
  name: 'payments',
  table: orderAdmissions,
  key: 'orderId',
  version: 'paymentVersion',
  toRow: ({ orderId, amountCaptured }, version) => ({ orderId, paymentVersion: version, captured: amountCaptured > 0 }),
};
