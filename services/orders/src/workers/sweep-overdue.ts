import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { expire } from '../order.ts';
import { findOverdue, updateFree } from '../store/orders.ts';

/** So many at a time: when the holds of a popular sale run out at one instant, single commits would take the longest. */
const BATCH = 500;

/** Expires what no timer expired: the guarantee behind the expiration service. */
export const sweepOverdue = ({ db, config }: OrdersKit): Worker => ({
  name: 'sweep-overdue',
  everyMs: 1_000,
  async run() {
    const overdue = await findOverdue(db, config.SWEEP_AFTER_SECONDS, BATCH);
    if (overdue.length > 0) {
      await db.transaction({ correlationId: newId(), causationId: null }, (tx) => updateFree(tx, overdue, expire));
    }
    return overdue.length === BATCH;
  },
});
