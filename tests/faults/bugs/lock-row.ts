import { eventually } from '@frontrow/common/testing';
import { connectTo, type ServiceDatabase } from '../../system/support/databases.ts';

/** Is ready to lock the stock of a listing, as one who reserves does. */
export const lockStock = (ticketId: string) =>
  lockRow('orders', 'select from stock where ticket_id = $1 for update', ticketId);

/** Is ready to lock a user, as one who changes the address or the password does. */
export const lockUser = (id: string) => lockRow('auth', 'select from users where id = $1 for update', id);

async function lockRow(service: ServiceDatabase, lock: string, id: string) {
  const [holder, observer] = [await connectTo(service), await connectTo(service)];
  const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
  let over = false;

  return {
    /** Resolves once it has the lock. */
    async locked() {
      await holder.query('begin');
      await holder.query(lock, [id]);
    },

    /** Waits until so many wait for it, those behind others among them. */
    awaitedBy: (count: number) =>
      eventually(async () => {
        const { rows: found } = await observer.query<{ waiting: number }>(
          `with recursive waiting as (
             select pid from pg_stat_activity where $1 = any (pg_blocking_pids(pid))
             union
             select behind.pid from pg_stat_activity as behind
             join waiting on waiting.pid = any (pg_blocking_pids(behind.pid))
           )
           select count(*)::int as waiting from waiting`,
          [rows[0]!.pid],
        );
        if (found[0]!.waiting < count) throw new Error(`${found[0]!.waiting} wait for the row of ${id}`);
      }),

    async release() {
      if (over) return;
      over = true;
      await holder.query('commit');
      await Promise.all([holder.end(), observer.end()]);
    },
  };
}
