import { sql } from 'drizzle-orm';
import type { Database } from '../database/index.ts';
import type { Worker } from './worker.ts';

/**
 * Forgets what the kit's tables no longer need. The outbox is a compacted log: of each aggregate it keeps the events of
 * the last 7 days and, for good, the newest one before them. Each carries the whole state, so an owner can tell everyone
 * everything again at any time. The inbox remembers for longer than the 7 days of the outbox and of the stream.
 */
export const housekeeping = ({ db }: Database): Worker => ({
  name: 'housekeeping',
  everyMs: 10 * 60 * 1000,
  async run() {
    // Only what has lately grown old is looked at; a newest row that is older stays, however old it gets.
    await db.execute(sql`
      delete from outbox past using outbox newer
      where newer.published_at between statement_timestamp() - interval '14 days' and statement_timestamp() - interval '7 days'
        and past.aggregate = newer.aggregate and past.aggregate_id = newer.aggregate_id
        and past.aggregate_version < newer.aggregate_version and past.published_at is not null`);
    await db.execute(sql`delete from inbox where received_at < statement_timestamp() - interval '14 days'`);
    await db.execute(sql`delete from idempotency_keys where created_at < statement_timestamp() - interval '7 days'`);
    await db.execute(sql`delete from limits where expire < extract(epoch from statement_timestamp()) * 1000`);
    await db.execute(sql`delete from revoked_sessions where expires_at < statement_timestamp()`);
  },
});
