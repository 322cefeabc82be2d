import { statement, type Tx } from '@frontrow/common/database';
import { and, eq, sql } from 'drizzle-orm';
import { announcementOf, type Change, changeOf, joined, type Listing } from '../mail.ts';
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

const keep = statement(
  'keep_announcements',
  `insert into announcements (ticket_id, version, change, since, happened_at, due_at)
   select ticket_id, version, change, happened_at, happened_at, clock_timestamp() + make_interval(secs => $5::float8)
   from unnest($1::uuid[], $2::integer[], $3::jsonb[], $4::timestamptz[]) as given (ticket_id, version, change, happened_at)
   order by ticket_id, version
   on conflict (ticket_id, version) do update set change = excluded.change, happened_at = excluded.happened_at`,
);

const drop = statement(
  'drop_announcements',
  `delete from announcements using unnest($1::uuid[], $2::integer[]) as given (ticket_id, version)
   where announcements.ticket_id = given.ticket_id and announcements.version = given.version`,
);

const lockWaiting = statement<Announcement>(
  'lock_waiting_announcements',
  `select ticket_id as "ticketId", version, change, happened_at as "happenedAt" from announcements
   where ticket_id = any ($1::uuid[]) and done_at is null and told_until is null order by ticket_id, version for update`,
);

/**
 * Writes down that the buyers of listings are to be told of changes, some time from now. What changes again until then is
 * told with it, as one; what is changed back is not told at all.
 */
export async function addAnnouncements(tx: Tx, added: Announcement[], afterSeconds: number): Promise<void> {
  if (added.length === 0) return;
  const waiting = await lockWaiting(tx, [added.map(({ ticketId }) => ticketId)]);
  const all = new Map(waiting.map((one) => [one.ticketId, one]));
  for (const { ticketId, version, change, happenedAt } of added) {
    const before = all.get(ticketId);
    const both = before ? joined(before.change, change) : change;
    if (both) all.set(ticketId, { ticketId, version: before?.version ?? version, change: both, happenedAt });
    else all.delete(ticketId);
  }
  const gone = waiting.filter(({ ticketId }) => !all.has(ticketId));
  const kept = [...all.values()];
  await Promise.all([
    gone.length > 0 && drop(tx, [gone.map(({ ticketId }) => ticketId), gone.map(({ version }) => version)]),
    kept.length > 0 &&
      keep(tx, [
        kept.map(({ ticketId }) => ticketId),
        kept.map(({ version }) => version),
        kept.map(({ change }) => JSON.stringify(change)),
        kept.map(({ happenedAt }) => happenedAt.toISOString()),
        afterSeconds,
      ]),
  ]);
  tx.announce(ANNOUNCEMENTS_TOPIC);
}

/** Changes of events come to one person so far apart at least, whoever makes them: six an hour. */
const MINUTES_APART = 10;

/**
 * Owes a mail to the next buyers of one listing that changed: who has a live order of before the change, or one that was
 * sold by what was true before it. Who bought between the changes that are told as one is told from what they bought.
 * False when nobody is left to be told of anything.
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
  const { ticketId, version, change, since, happenedAt, toldUntil } = due;
  const { venue, city, country, startsAt } = change.after;
  const { rows } = await tx.db.execute<{ userId: string; bought: Listing | null }>(sql`
    select distinct on (user_id) user_id as "userId",
      case when created_at > ${since.toISOString()} then event end as bought
    from orders
    where ticket_id = ${ticketId} and status <> 'cancelled' and (${toldUntil}::uuid is null or user_id > ${toldUntil}::uuid)
      and (created_at <= ${happenedAt.toISOString()}
        or (event->>'venue', event->>'city', event->>'country', (event->>'startsAt')::timestamptz)
          is distinct from (${venue}, ${city}, ${country}, ${startsAt}::timestamptz))
    order by user_id, created_at limit ${atOnce}`);
  const owed = rows.flatMap(({ userId, bought }) => {
    const theirs = bought ? changeOf(bought, { ...change.after, title: change.title }) : change;
    return theirs ? { mail: announcementOf(ticketId, version, userId, theirs), happenedAt } : [];
  });
  await owe(tx, owed, freshHours, { minutesApart: MINUTES_APART });
  const isDone = rows.length < atOnce;
  await tx.db
    .update(announcements)
    .set(isDone ? { doneAt: sql`clock_timestamp()` } : { toldUntil: rows.at(-1)!.userId })
    .where(and(eq(announcements.ticketId, ticketId), eq(announcements.version, version)));
  return true;
}
