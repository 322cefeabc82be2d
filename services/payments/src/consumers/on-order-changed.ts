import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { oneByOne, project } from '@frontrow/common/messaging';
import type { PaymentsKit } from '../config.ts';
import { makeDue } from '../store/claims.ts';
import { orderCopy } from '../store/orders.ts';

const everyChange = [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled] as const;

/** Keeps the copy of an order; what its payment owes for that is the business of `settle`. */
export const onOrderChanged = (kit: PaymentsKit) =>
  project(orderCopy, everyChange, {
    changed: oneByOne(({ data }, tx) => makeDue(tx, data.id)),
    committed: () => kit.wake('settle'),
  });
