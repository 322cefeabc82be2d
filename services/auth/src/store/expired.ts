import type { Queryable } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/**
 * Deletes sessions, resets, verifications, challenges and counts of tries that have run out, and the events of what is over by
 * itself: revocations of sessions that are void, and mails about addresses and factors.
 */
export async function deleteExpired({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from sessions where expires_at < statement_timestamp() - interval '30 days'`);
  await db.execute(sql`delete from password_resets where expires_at < statement_timestamp() - interval '7 days'`);
  await db.execute(sql`delete from verifications where expires_at < statement_timestamp() - interval '7 days'`);
  await db.execute(sql`delete from pending_sign_ins where expires_at < statement_timestamp()`);
  await db.execute(sql`delete from passkey_challenges where expires_at < statement_timestamp()`);
  await db.execute(sql`
    delete from outbox where aggregate in ('email', 'credential') and published_at < statement_timestamp() - interval '7 days'`);
  await db.execute(sql`
    delete from outbox where aggregate = 'session' and published_at is not null
      and (envelope->'data'->>'expiresAt')::timestamptz < statement_timestamp() - interval '7 days'`);
  await db.execute(sql`delete from throttle where expire < extract(epoch from clock_timestamp()) * 1000`);
}
