import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { oneByOne, project } from '@frontrow/common/messaging';
import { heedOrder } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { orderCopy } from '../store/copies.ts';
import { settleAdmissions } from './settle-admissions.ts';

/** What an order's newest state asks for: admissions, or that they be taken back. */
export const onOrder = (_kit: TicketsKit) =>
  project(orderCopy, [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled], {
    heed: oneByOne(({ data, aggregateVersion }, tx) =>
      settleAdmissions(tx, data.id, (set) => heedOrder(set, data, aggregateVersion)),
    ),
    changed: oneByOne(({ data }, tx) => settleAdmissions(tx, data.id)),
  });
