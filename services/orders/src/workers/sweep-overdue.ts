import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { expire } from '../order.ts';
import { findOverdue, moveOrders } from '../store/orders.ts';

/** So many at a time: when the holds of a popular sale run out at one instant, single commits would take the longest. */
const BATCH = 500;

/** Expires what no timer expired: the guarantee behind the expiration service. */
export const sweepOverdue = ({ db, config }: OrdersKit): Worker => ({
  name: 'sweep-overdue',
  everyMs: 1_000,
  async run() {
    const overdue = await findOverdue(db, config.SWEEP_AFTER_SECONDS, BATCH);
    if (overdue.length > 0) {
      const moves = overdue.map((id) => ({ id, decide: expire }));
      const trace = { correlationId: newId(), causationId: null };
      await db.transaction(trace, (tx) => moveOrders(tx, moves, { onlyFree: true }));
    }
    return overdue.length === BATCH;
  },
});
