import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import { heedOrder } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { settleAdmissions } from './settle-admissions.ts';

/** What an order's newest state asks for: admissions, or that they be taken back. */
export const onOrder = (_kit: TicketsKit) =>
  on(
    [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled],
    ({ data, aggregateVersion }, tx) => settleAdmissions(tx, data.id, (set) => heedOrder(set, data, aggregateVersion)),
  );
