import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { cancelEvent } from '../order.ts';
import { findOrdersOfClosed, updateOrder } from '../store/orders.ts';

const BATCH = 100;

/** Cancels the orders of cancelled events, one by one, so that it may be stopped and taken up again anywhere. */
export const cancelEvents = ({ db }: OrdersKit): Worker => ({
  name: 'cancel-events',
  everyMs: 1_000,
  async run() {
    const standing = await findOrdersOfClosed(db, BATCH);
    for (const id of standing) {
      await db.transaction({ correlationId: newId(), causationId: null }, (tx) => updateOrder(tx, id, cancelEvent));
    }
    return standing.length === BATCH;
  },
});
