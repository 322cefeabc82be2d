import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo } from '../../../system/support/databases.ts';

/** Those who wait for a transaction, and those who wait behind them. */
const WAITING = `
  with recursive waiting as (
    select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))
    union
    select behind.pid from pg_stat_activity behind join waiting on waiting.pid = any(pg_blocking_pids(behind.pid))
  )
  select count(*)::int as n from waiting`;

/** Locks an order's row, as a transaction that moves the order does. */
export async function lockOrder(id: string) {
  const [holder, observer] = [await connectTo('orders'), await connectTo('orders')];
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
  await holder.query('begin');
  await holder.query('select from orders where id = $1 for update', [id]);

  return {
    /** Whether so many come to wait for the row at once, within so many milliseconds. */
    async isAwaitedBy(count: number, withinMs: number): Promise<boolean> {
      for (const end = Date.now() + withinMs; Date.now() < end; await sleep(5)) {
        const waiting = await observer.query<{ n: number }>(WAITING, [rows[0]!.pid]);
        if (waiting.rows[0]!.n >= count) return true;
      }
      return false;
    },

    async release() {
      await holder.query('commit');
      await Promise.all([holder.end(), observer.end()]);
    },
  };
}
