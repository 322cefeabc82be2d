import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { ExpirationKit } from '../config.ts';
import { earlierTimers, latestOf, type OrderEvent, pendingTimers } from '../timer.ts';

/**
 * Keeps a timer for the latest version of each order while it is unpaid. Repeating this is safe. An old event that comes
 * late sets a timer that nobody needs; what it says is then ignored by orders, which judges by its own state and time.
 */
export const onOrderChanged = ({ resources: { timers } }: ExpirationKit) =>
  on([OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled], async (events) => {
    const latest = latestOf(events as OrderEvent[]);
    await timers.replace(latest.flatMap(earlierTimers), pendingTimers(latest));
  });
