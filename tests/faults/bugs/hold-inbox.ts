import { eventually } from '@frontrow/common/testing';
import { connectTo, type ServiceDatabase } from '../../system/support/databases.ts';

/** How long a service waits for a lock before it gives events back. */
export const LOCK_PATIENCE_SECONDS = 1;

/**
 * Keeps a service from handling any event, as a long lock of its database does: each is tried, waits, and is given back
 * when the service's patience with locks ends.
 */
export async function holdInbox(service: ServiceDatabase) {
  const [holder, observer] = [await connectTo(service), await connectTo(service)];
  await holder.query('begin; lock table inbox in share mode');
  let held = true;

  return {
    /** Waits until events wait for their turn that were tried so many seconds later than `before`; tells when they were. */
    untilWaitedFor: (before = '-infinity', seconds = 0) =>
      eventually(async () => {
        const { rows } = await observer.query<{ since: string }>(
          `select query_start::text as since from pg_stat_activity
           where usename = current_user and wait_event_type = 'Lock' and query ilike '%into "inbox"%'
             and query_start > $1::timestamptz + make_interval(secs => $2)`,
          [before, seconds],
        );
        if (rows.length === 0) throw new Error(`no event waits for the inbox of ${service}`);
        return rows[0]!.since;
      }, 30_000),

    async release() {
      if (!held) return;
      held = false;
      await holder.query('commit');
      await Promise.all([holder.end(), observer.end()]);
    },
  };
}
