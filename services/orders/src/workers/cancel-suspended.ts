import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { suspend } from '../order.ts';
import { findUnpaidOfSuspended, moveOrders } from '../store/orders.ts';

const BATCH = 100;

/** Cancels the unpaid orders of suspended listings, a batch at a time, so that it may be stopped and taken up again anywhere. */
export const cancelSuspended = ({ db }: OrdersKit): Worker => ({
  name: 'cancel-suspended',
  everyMs: 1_000,
  async run() {
    const unpaid = await findUnpaidOfSuspended(db, BATCH);
    if (unpaid.length > 0) {
      const moves = unpaid.map((id) => ({ id, decide: suspend }));
      await db.transaction({ correlationId: newId(), causationId: null }, (tx) => moveOrders(tx, moves));
    }
    return unpaid.length === BATCH;
  },
});
