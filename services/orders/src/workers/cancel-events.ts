import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { cancelEvent } from '../order.ts';
import { findOrdersOfClosed, moveOrders } from '../store/orders.ts';

const BATCH = 100;

/** Cancels the orders of cancelled events, a batch at a time, so that it may be stopped and taken up again anywhere. */
export const cancelEvents = ({ db }: OrdersKit): Worker => ({
  name: 'cancel-events',
  everyMs: 1_000,
  async run() {
    const standing = await findOrdersOfClosed(db, BATCH);
    if (standing.length > 0) {
      const moves = standing.map((id) => ({ id, decide: cancelEvent }));
      await db.transaction({ correlationId: newId(), causationId: null }, (tx) => moveOrders(tx, moves));
    }
    return standing.length === BATCH;
  },
});
