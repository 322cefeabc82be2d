import { databaseTime, type Tx } from '@frontrow/common/database';
import { and, eq, sql } from 'drizzle-orm';
import { announcementOf, type Change } from '../mail.ts';
import { owe } from './mails.ts';
import { announcements } from './tables.ts';

/** Writes down that the buyers of a listing are to be told of a change. */
export async function addAnnouncement(
  { db }: Tx,
  {
    ticketId,
    version,
    change,
    happenedAt,
    afterSeconds,
  }: {
    ticketId: string;
    version: number;
    change: Change;
    happenedAt: Date;
    afterSeconds: number;
  },
): Promise<void> {
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${afterSeconds})`;
  await db
    .insert(announcements)
    .values({ ticketId, version, change, happenedAt, dueAt: dueAt as never })
    .onConflictDoNothing();
}

/**
 * Owes a mail to the next buyers of one listing that changed: who has a live order of before the change, or one that was
 * sold by what was true before it. False when nobody is left to be told of anything.
 */
export async function announceNext(tx: Tx, atOnce: number, freshHours: number): Promise<boolean> {
  const [due] = await tx.db
    .select()
    .from(announcements)
    .where(and(sql`${announcements.doneAt} is null`, sql`${announcements.dueAt} <= clock_timestamp()`))
    .orderBy(announcements.dueAt)
    .limit(1)
    .for('update', { skipLocked: true });
  if (!due) return false;
  const { ticketId, version, change, happenedAt, toldUntil } = due;
  const { venue, city, startsAt } = change.after;
  const { rows } = await tx.db.execute<{ userId: string }>(sql`
    select distinct user_id as "userId" from orders
    where ticket_id = ${ticketId} and status <> 'cancelled' and (${toldUntil}::uuid is null or user_id > ${toldUntil}::uuid)
      and (created_at <= ${happenedAt.toISOString()}
        or (event->>'venue', event->>'city', (event->>'startsAt')::timestamptz)
          is distinct from (${venue}, ${city}, ${startsAt}::timestamptz))
    order by user_id limit ${atOnce}`);
  for (const { userId } of rows)
    await owe(tx, announcementOf(ticketId, version, userId, change), happenedAt, freshHours);
  const isDone = rows.length < atOnce;
  await tx.db
    .update(announcements)
    .set(isDone ? { doneAt: await databaseTime(tx) } : { toldUntil: rows.at(-1)!.userId })
    .where(and(eq(announcements.ticketId, ticketId), eq(announcements.version, version)));
  return true;
}
