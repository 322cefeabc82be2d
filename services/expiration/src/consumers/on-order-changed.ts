import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { on, oneByOne } from '@frontrow/common/messaging';
import type { ExpirationKit } from '../config.ts';
import { timerOf } from '../timer.ts';

/**
 * Keeps a timer for the latest version of an order while it is unpaid. Repeating this is safe. An old event that comes
 * late sets a timer that nobody needs; what it says is then ignored by orders, which judges by its own state and time.
 */
export const onOrderChanged = ({ resources: { timers } }: ExpirationKit) =>
  on(
    [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled],
    oneByOne(async (event) => {
      const timer = timerOf(event);
      if (timer) await timers.set([timer]);
      await timers.removeBefore(event.aggregateId, event.aggregateVersion);
    }),
  );
