import { ExpirationComplete } from '@frontrow/common/contracts';
import { on, traceOf } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { expire } from '../order.ts';
import { moveOrders } from '../store/orders.ts';

/** The timer only says when to look: whether the order lapses is judged by the database's clock, and swept if early. */
export const onExpirationComplete = (_kit: OrdersKit) =>
  on(ExpirationComplete, async (events, tx) => {
    await moveOrders(
      tx,
      events.map((event) => ({ id: event.data.orderId, trace: traceOf(event), decide: expire })),
    );
  });
