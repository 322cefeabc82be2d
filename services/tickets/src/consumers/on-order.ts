import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { project, traceOf } from '@frontrow/common/messaging';
import { heedOrder } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { orderCopy } from '../store/copies.ts';
import { beginSets } from '../store/order-admissions.ts';
import { settleAdmissions } from './settle-admissions.ts';

/** What an order's newest state asks for: admissions, or that they be taken back. */
export const onOrder = ({ resources }: TicketsKit) =>
  project(orderCopy, [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled], {
    heed: (events, tx) =>
      settleAdmissions(
        tx,
        events.map((event) => ({
          orderId: event.data.id,
          trace: traceOf(event),
          heed: (set) => heedOrder(set, event.data, event.aggregateVersion),
        })),
        resources,
        () => beginSets(tx, events),
      ),
    changed: (events, tx) =>
      settleAdmissions(
        tx,
        events.map((event) => ({ orderId: event.data.id, trace: traceOf(event), heed: (set) => set })),
        resources,
      ),
  });
