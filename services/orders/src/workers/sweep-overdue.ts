import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { expire } from '../order.ts';
import { findOverdue, updateOrder } from '../store/orders.ts';

const BATCH = 100;

/** Expires what no timer expired: the guarantee behind the expiration service. */
export const sweepOverdue = ({ db, config }: OrdersKit): Worker => ({
  name: 'sweep-overdue',
  everyMs: 1_000,
  async run() {
    const overdue = await findOverdue(db, config.SWEEP_AFTER_SECONDS, BATCH);
    for (const id of overdue) {
      await db.transaction({ correlationId: newId(), causationId: null }, (tx) => updateOrder(tx, id, expire));
    }
    return overdue.length === BATCH;
  },
});
