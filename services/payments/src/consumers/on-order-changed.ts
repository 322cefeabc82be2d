import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { PaymentsKit } from '../config.ts';
import { makeDue } from '../store/claims.ts';
import { advanceOrder } from '../store/orders.ts';

const everyChange = [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled] as const;

/** Keeps the copy of an order; what its payment owes for that is the business of `settle`. */
export const onOrderChanged = (kit: PaymentsKit) =>
  on(
    everyChange,
    async ({ data, aggregateVersion }, tx) => {
      if (await advanceOrder(tx, data, aggregateVersion)) await makeDue(tx, data.id);
    },
    () => kit.wake('settle'),
  );
