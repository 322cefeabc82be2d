import { type Database, databaseTime, newId, type Queryable, type Tx } from '@frontrow/common/database';
import { and, eq, sql } from 'drizzle-orm';
import type { Mail } from '../mail.ts';
import { type MailState, mailbox, mails } from './tables.ts';

/** How long who claimed a mail may take to send it. Longer than every time-out of the mail server together. */
const LEASE = sql`interval '2 minutes'`;

const fromNow = (ms: number) => sql`clock_timestamp() + make_interval(secs => ${ms / 1000})`;

/**
 * Writes down that a mail is owed, unless it is already, or was. Of what happened longer than `freshHours` ago nobody is
 * told any more: that is history, which a new service hears at its start.
 */
export async function owe({ db }: Tx, { kind, topic, userId, about }: Mail, happenedAt: Date, freshHours: number) {
  await db.execute(sql`
    insert into ${mails} (id, kind, topic, user_id, about, happened_at, state, why, ended_at)
    select ${newId()}::uuid, ${kind}, ${topic}, ${userId}::uuid, ${JSON.stringify(about)}::jsonb, happened_at,
      case when old then 'skipped' else 'queued' end,
      case when old then 'it happened too long ago' end,
      case when old then clock_timestamp() end
    from (select ${happenedAt.toISOString()}::timestamptz as happened_at) as event,
      lateral (select happened_at < clock_timestamp() - make_interval(hours => ${freshHours}) as old) as age
    on conflict (kind, topic, user_id) do nothing`);
}

/** A mail that someone has claimed, to send it. */
export interface Claimed {
  id: string;
  mail: Mail;
  happenedAt: Date;
  tries: number;
}

/** Claims mails that are due and that nobody holds: new ones before those that have waited for something in vain. */
export async function claimDue({ db }: Database, claim: string, atMost: number): Promise<Claimed[]> {
  const { rows } = await db.execute<Mail & { id: string; userId: string; happenedAt: string; tries: number }>(sql`
    with due as (
      select id from ${mails}
      where state = 'queued' and due_at <= clock_timestamp()
        and (claimed_until is null or claimed_until <= clock_timestamp())
      order by tries, due_at limit ${atMost} for update skip locked
    )
    update mails set claimed_by = ${claim}, claimed_until = clock_timestamp() + ${LEASE}
    from due where mails.id = due.id
    returning mails.id, kind, topic, user_id as "userId", about, happened_at::text as "happenedAt", tries`);
  return rows.map(({ id, happenedAt, tries, ...mail }) => ({ id, mail, happenedAt: new Date(happenedAt), tries }));
}

const held = (id: string, claim: string) => and(eq(mails.id, id), eq(mails.claimedBy, claim));

/** Gives a mail back, to be tried again; nothing happens when someone else has taken it over. */
export async function putOff({ db }: Queryable, { id, tries }: Claimed, claim: string, ms: number, why: string) {
  await db
    .update(mails)
    .set({ claimedBy: null, claimedUntil: null, tries: tries + 1, dueAt: fromNow(ms) as never, why })
    .where(held(id, claim));
}

/** Ends a mail; false when someone else has taken it over. */
export async function end(
  { db }: Queryable,
  { id }: Claimed,
  claim: string,
  state: Exclude<MailState, 'queued'>,
  why: string | null = null,
): Promise<boolean> {
  const { rowCount } = await db
    .update(mails)
    .set({ claimedBy: null, claimedUntil: null, state, why, endedAt: sql`clock_timestamp()` })
    .where(held(id, claim));
  return rowCount === 1;
}

/** Puts a mail in the mailbox and ends it, in one commit: there it is exactly once. */
export async function putInMailbox(
  tx: Tx,
  claimed: Claimed,
  claim: string,
  mail: { email: string; subject: string; html: string; text: string },
): Promise<void> {
  if (!(await end(tx, claimed, claim, 'sent'))) return;
  await tx.db.insert(mailbox).values({ id: claimed.id, ...mail, receivedAt: await databaseTime(tx) });
}

/** Forgets mails that ended long ago. What they were about is too old by then to be mailed about again. */
export async function forgetEnded({ db }: Queryable, days: number): Promise<void> {
  await db.execute(sql`delete from mails where ended_at < clock_timestamp() - make_interval(days => ${days})`);
  await db.execute(sql`delete from announcements where done_at < clock_timestamp() - make_interval(days => ${days})`);
}

export const mailsByState = {
  name: 'mails',
  help: 'Mails that are remembered, by what became of them',
  label: 'state',
  count: sql`
    select state as label, count(id) as n from unnest(array['queued', 'sent', 'skipped', 'failed']) as state
    left join mails using (state) group by state`,
};
