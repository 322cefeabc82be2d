import { statement, type Tx } from '@frontrow/common/database';
import { and, eq, sql } from 'drizzle-orm';
import { announcementOf, type Change } from '../mail.ts';
import { owe } from './mails.ts';
import { announcements } from './tables.ts';

/** What a transaction announces when its commit leaves buyers to be told of something (see `Tx.announce`). */
export const ANNOUNCEMENTS_TOPIC = 'announcements';

/** A change of a listing that its buyers are to be told of. */
export interface Announcement {
  ticketId: string;
  version: number;
  change: Change;
  happenedAt: Date;
}

const insert = statement(
  'add_announcements',
  `insert into announcements (ticket_id, version, change, happened_at, due_at)
   select given.*, clock_timestamp() + make_interval(secs => $5::float8)
   from unnest($1::uuid[], $2::integer[], $3::jsonb[], $4::timestamptz[]) as given (ticket_id, version, change, happened_at)
   order by ticket_id, version
   on conflict do nothing`,
);

/** Writes down that the buyers of listings are to be told of changes, some seconds from now. */
export async function addAnnouncements(tx: Tx, added: Announcement[], afterSeconds: number): Promise<void> {
  if (added.length === 0) return;
  await insert(tx, [
    added.map(({ ticketId }) => ticketId),
    added.map(({ version }) => version),
    added.map(({ change }) => JSON.stringify(change)),
    added.map(({ happenedAt }) => happenedAt.toISOString()),
    afterSeconds,
  ]);
  tx.announce(ANNOUNCEMENTS_TOPIC);
}

/**
 * Owes a mail to the next buyers of one listing that changed: who has a live order of before the change, or one that was
 * sold by what was true before it. False when nobody is left to be told of anything.
 */
export async function announceNext(tx: Tx, atOnce: number, freshHours: number): Promise<boolean> {
  const [due] = await tx.db
    .select()
    .from(announcements)
    .where(and(sql`${announcements.doneAt} is null`, sql`${announcements.dueAt} <= statement_timestamp()`))
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
  const owed = rows.map(({ userId }) => ({ mail: announcementOf(ticketId, version, userId, change), happenedAt }));
  await owe(tx, owed, freshHours);
  const isDone = rows.length < atOnce;
  await tx.db
    .update(announcements)
    .set(isDone ? { doneAt: sql`clock_timestamp()` } : { toldUntil: rows.at(-1)!.userId })
    .where(and(eq(announcements.ticketId, ticketId), eq(announcements.version, version)));
  return true;
}
