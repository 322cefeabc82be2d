import type { Queryable } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** Deletes sessions and counts of tries that have run out. */
export async function deleteExpired({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from sessions where expires_at < clock_timestamp() - interval '30 days'`);
  await db.execute(sql`delete from throttle where expire < extract(epoch from clock_timestamp()) * 1000`);
}
