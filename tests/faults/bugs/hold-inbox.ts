import { eventually } from '@frontrow/common/testing';
import { connectTo, type ServiceDatabase } from '../../system/support/databases.ts';

/**
 * Keeps a service from handling any event, as a long lock of its database does: each is tried, waits, and is given back
 * when the service's patience with locks ends.
 */
export async function holdInbox(service: ServiceDatabase) {
  const [holder, observer] = [await connectTo(service), await connectTo(service)];
  await holder.query('begin; lock table inbox in share mode');
  let held = true;

  return {
    /** Waits until an event waits for its turn, one tried later than `before`; tells when that was tried. */
    untilWaitedFor: (before = '') =>
      eventually(async () => {
        const { rows } = await observer.query<{ since: string }>(
          `select query_start::text as since from pg_stat_activity
           where usename = current_user and wait_event_type = 'Lock' and query ilike '%into "inbox"%' and query_start::text > $1`,
          [before],
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
