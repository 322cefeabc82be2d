import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { PaymentsKit } from '../config.ts';
import { mayOwe } from '../settlement.ts';
import { DUE_TOPIC, makeDue } from '../store/claims.ts';
import { orderCopy } from '../store/orders.ts';

const everyChange = [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled] as const;

/** Keeps copies of orders; what their payments owe for that is the business of `settle`, which wakes if something is due. */
export function onOrderChanged(kit: PaymentsKit) {
  kit.db.onCommit(DUE_TOPIC, () => kit.wake('settle'));
  return project(orderCopy, everyChange, {
    changed: (events, tx) =>
      makeDue(
        tx,
        events.filter(({ data }) => mayOwe(data.status)),
      ),
  });
}
