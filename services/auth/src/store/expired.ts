import type { Queryable } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** Deletes sessions, resets and counts of tries that have run out, and revocations of sessions that are void by themselves. */
export async function deleteExpired({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from sessions where expires_at < statement_timestamp() - interval '30 days'`);
  await db.execute(sql`delete from password_resets where expires_at < statement_timestamp() - interval '7 days'`);
  await db.execute(sql`
    delete from outbox where aggregate = 'session' and published_at is not null
      and (envelope->'data'->>'expiresAt')::timestamptz < statement_timestamp() - interval '7 days'`);
  await db.execute(sql`delete from throttle where expire < extract(epoch from clock_timestamp()) * 1000`);
}
