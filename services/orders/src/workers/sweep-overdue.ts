import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { expire } from '../order.ts';
import { findOverdue, lockFree, updateOrder } from '../store/orders.ts';

const BATCH = 500;
/** So many share a commit: when a popular sale's holds run out at the same instant, commits would take the longest. */
const TOGETHER = 50;

/** Expires what no timer expired: the guarantee behind the expiration service. */
export const sweepOverdue = ({ db, config }: OrdersKit): Worker => ({
  name: 'sweep-overdue',
  everyMs: 1_000,
  async run() {
    const overdue = await findOverdue(db, config.SWEEP_AFTER_SECONDS, BATCH);
    for (let start = 0; start < overdue.length; start += TOGETHER) {
      await db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
        for (const id of await lockFree(tx, overdue.slice(start, start + TOGETHER))) {
          await updateOrder({ ...tx, trace: { correlationId: newId(), causationId: null } }, id, expire);
        }
      });
    }
    return overdue.length === BATCH;
  },
});
