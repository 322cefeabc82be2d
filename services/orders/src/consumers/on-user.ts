import { UserDeleted } from '@frontrow/common/contracts';
import { on, traceOf } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { abandon } from '../order.ts';
import { findUnpaidOf, moveOrders } from '../store/orders.ts';

/**
 * Releases what people held without having paid. Their other orders stay as they are, under an id that no longer leads
 * to anyone: the books have to be kept, and tickets that were paid for stay good.
 */
export const onUserDeleted = (_kit: OrdersKit) =>
  on(UserDeleted, async (events, tx) => {
    const traces = new Map(events.map((event) => [event.data.id, traceOf(event)]));
    const unpaid = await findUnpaidOf(tx, [...traces.keys()]);
    await moveOrders(
      tx,
      unpaid.map(({ id, userId }) => ({ id, trace: traces.get(userId), decide: abandon })),
    );
  });
