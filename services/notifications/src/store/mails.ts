import { foldEmail } from '@frontrow/common/contracts';
import { newId, type Queryable, statement, type Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import type { Facts, Letter, Mail, Order } from '../mail.ts';
import { type ListingRow, toListing } from './copies.ts';

/** What a transaction announces when its commit leaves mails to send (see `Tx.announce`). */
export const MAILS_TOPIC = 'mails';

/** A mail that something which happened asks for. */
export interface Owed {
  mail: Mail;
  happenedAt: Date;
}

const insertOwed = statement<{ queued: boolean }>(
  'owe_mails',
  // Sorted, so that replicas which owe the same do not wait for one another in a circle.
  `insert into mails (id, kind, topic, user_id, about, happened_at, due_at, state, why, ended_at)
   select id, kind, topic, user_id, about, given.happened_at,
     case when $8 = 0 then clock_timestamp() else greatest(clock_timestamp(),
       (select max(due_at) + make_interval(mins => $8) from mails as before
        where before.user_id = given.user_id and before.kind = given.kind)) end,
     case when old then 'skipped' else 'queued' end,
     case when old then 'it happened too long ago' end,
     case when old then clock_timestamp() end
   from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::jsonb[], $6::timestamptz[])
       as given (id, kind, topic, user_id, about, happened_at),
     lateral (select given.happened_at < statement_timestamp() - make_interval(hours => $7::integer) as old) as age
   order by kind, topic, user_id
   on conflict (kind, topic, user_id) do nothing
   returning state = 'queued' as queued`,
);

/**
 * Writes down which mails are owed, unless they are already, or were. Of what happened longer than `freshHours` ago nobody
 * is told any more: that is history, which a new service hears at its start. Mails of one kind to one person can be kept so
 * many minutes apart; a call has one for each person then.
 */
export async function owe(tx: Tx, owed: Owed[], freshHours: number, { minutesApart = 0 } = {}): Promise<void> {
  if (owed.length === 0) return;
  const rows = await insertOwed(tx, [
    owed.map(() => newId()),
    owed.map(({ mail }) => mail.kind),
    owed.map(({ mail }) => mail.topic),
    owed.map(({ mail }) => mail.userId),
    owed.map(({ mail }) => JSON.stringify(mail.about)),
    owed.map(({ happenedAt }) => happenedAt.toISOString()),
    freshHours,
    minutesApart,
  ]);
  if (rows.some(({ queued }) => queued)) tx.announce(MAILS_TOPIC);
}

/** A mail that someone has claimed, to send it, with what is known of what it is about. */
export interface Claimed {
  id: string;
  mail: Mail;
  happenedAt: Date;
  tries: number;
  facts: Facts;
  /** The database's time of the claim. */
  now: Date;
}

type ClaimedRow = Mail &
  Pick<Claimed, 'id' | 'happenedAt' | 'tries' | 'now'> & {
    recipient: Facts['recipient'] | null;
    order: Order | null;
    orders: Order[] | null;
    listing: ListingRow | null;
    refundFailedIn: number | null;
  };

const ORDER_JSON = `json_build_object('id', id, 'ticketId', ticket_id, 'quantity', quantity, 'total', total,
  'currency', currency, 'status', status, 'cancelReason', cancel_reason, 'refund', refund, 'event', event)`;

// The lease is longer than every time-out of the mail server together.
const claim = statement<ClaimedRow>(
  'claim_mails',
  `with due as (
     select id from mails
     where state = 'queued' and due_at <= statement_timestamp() and (claimed_until is null or claimed_until <= statement_timestamp())
     order by tries, due_at limit $2 for update skip locked
   ), claimed as (
     update mails set claimed_by = $1, claimed_until = clock_timestamp() + interval '2 minutes'
     from due where mails.id = due.id
     returning mails.id, kind, topic, mails.user_id, about, happened_at, tries
   )
   select claimed.id, kind, topic, claimed.user_id as "userId", about, claimed.happened_at as "happenedAt", tries,
     clock_timestamp() as now,
     case when users.id is not null then json_build_object('email', email, 'name', users.name, 'language', language, 'verified', verified,
       'version', users.version) end as recipient,
     (select ${ORDER_JSON} from orders where id = (about->>'orderId')::uuid) as order,
     case when kind = 'event_cancelled' then (select json_agg(${ORDER_JSON} order by id) from orders
       where ticket_id = (about->>'ticketId')::uuid and user_id = claimed.user_id
         and (status <> 'cancelled' or cancel_reason = 'event_cancelled')) end as orders,
     case when listings.id is not null then json_build_object('title', title, 'venue', venue, 'city', city,
       'country', country, 'startsAt', starts_at, 'doorsAt', doors_at, 'endsAt', ends_at, 'timeZone', time_zone,
       'version', listings.version) end as listing,
     case when kind = 'refunded' then (select max((told.about->>'version')::integer) from mails as told
       where told.kind = 'refund_failed' and told.about->>'paymentId' = claimed.about->>'paymentId') end as "refundFailedIn"
   from claimed
   left join users on users.id = claimed.user_id
   left join listings on listings.id = coalesce((about->>'ticketId')::uuid,
     (select ticket_id from orders where orders.id = (about->>'orderId')::uuid))`,
);

/** Claims mails that are due and that nobody holds: new ones before those that have waited for something in vain. */
export async function claimDue(from: Queryable, by: string, atMost: number): Promise<Claimed[]> {
  const rows = await claim(from, [by, atMost]);
  return rows.map(({ id, happenedAt, tries, now, recipient, order, orders, listing, refundFailedIn, ...mail }) => ({
    id,
    happenedAt,
    tries,
    now,
    mail,
    facts: {
      recipient: recipient ?? undefined,
      order: order ?? undefined,
      orders: orders ?? [],
      listing: listing ? toListing(listing) : undefined,
      refundFailedIn: refundFailedIn ?? undefined,
    },
  }));
}

/** What became of a claimed mail. */
export type Outcome = { id: string } & (
  | { state: 'queued'; why: string; pauseMs: number }
  /** Held unless its recipient has done meanwhile what it waits for: then it is to be sent at once. */
  | { state: 'held' | 'skipped' | 'failed'; why: string }
  /** With a letter where there is no mail server: it goes to the mailbox. */
  | { state: 'sent'; letter?: (Letter & { email: string }) | undefined }
);

const note = statement(
  'note_outcomes',
  // Nothing happens to a mail that someone else has taken over. Copies of people whose mails are held are locked against what
  // makes them verified, or gone: that either waits and then finds their mails (see releaseHeld), or is seen here.
  `with given as (
     select * from unnest($2::uuid[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::jsonb[]) as given (id, state, why, pause, email, email_key, subject, html, plain, attachments)
   ), mine as (
     select id, user_id from mails where id = any ($2::uuid[]) and claimed_by = $1 order by id for update
   ), people as (
     select id, verified or email = '' as settled from users
     where id in (select user_id from given join mine using (id) where given.state = 'held') order by id for share
   ), decided as (
     select given.id, why, coalesce(pause, 0) as pause,
       case when given.state = 'held' and people.settled then 'queued' else given.state end as state
     from given join mine using (id) left join people on people.id = user_id
   ), noted as (
     update mails set claimed_by = null, claimed_until = null, state = decided.state, why = decided.why,
       tries = tries + (decided.state = 'queued')::integer,
       due_at = case when decided.state = 'queued' then clock_timestamp() + make_interval(secs => pause) else due_at end,
       ended_at = case when decided.state not in ('queued', 'held') then clock_timestamp() end
     from decided where mails.id = decided.id
     returning mails.id
   )
   insert into mailbox (id, email, email_key, subject, html, plain, attachments, received_at)
   select id, email, email_key, subject, html, plain, attachments, clock_timestamp() from given join noted using (id)
   where email is not null`,
);

/**
 * Ends mails, or gives them back to be tried again, in one statement. A mail is put in the mailbox by the commit that ends
 * it: there it is exactly once.
 */
export async function noteOutcomes(to: Queryable, by: string, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const letters = outcomes.map((outcome) => ('letter' in outcome ? outcome.letter : undefined));
  await note(to, [
    by,
    outcomes.map(({ id }) => id),
    outcomes.map(({ state }) => state),
    outcomes.map((outcome) => ('why' in outcome ? outcome.why : null)),
    outcomes.map((outcome) => ('pauseMs' in outcome ? outcome.pauseMs / 1000 : null)),
    letters.map((letter) => letter?.email ?? null),
    letters.map((letter) => (letter ? foldEmail(letter.email) : null)),
    letters.map((letter) => letter?.subject ?? null),
    letters.map((letter) => letter?.html ?? null),
    letters.map((letter) => letter?.text ?? null),
    letters.map((letter) => letter && JSON.stringify(letter.attachments)),
  ]);
}

const release = statement(
  'release_held',
  `update mails set state = 'queued', why = null, tries = 0, due_at = clock_timestamp()
   where user_id = any ($1::uuid[]) and state = 'held'`,
);

/** Queues the mails that waited for these people to confirm their address, once their copies say so or they are gone. */
export async function releaseHeld(tx: Tx, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  await release(tx, [userIds]);
  tx.announce(MAILS_TOPIC);
}

/** Empties the mailboxes of those who are gone, whose address is on every letter, and forgets where other mails went. */
export async function forgetAddresses({ client }: Tx, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  const texts = [
    'delete from mailbox using mails where mailbox.id = mails.id and user_id = any ($1::uuid[])',
    `update mails set about = about - 'to' where user_id = any ($1::uuid[]) and about ? 'to'`,
  ];
  await Promise.all(texts.map((text) => client.query({ text, values: [userIds] })));
}

/**
 * Gives up the mails of those who have not confirmed their address for so many days, and has the others sent that are held
 * and need not be: all of them, where addresses need not be confirmed (any more).
 */
export async function reviewHeld({ db }: Queryable, days: number, isRequired: boolean): Promise<void> {
  await db.execute(sql`
    update mails set state = 'skipped', why = 'the address was never verified', ended_at = clock_timestamp()
    where state = 'held' and happened_at < statement_timestamp() - make_interval(days => ${days})`);
  await db.execute(sql`
    update mails set state = 'queued', why = null, due_at = clock_timestamp()
    where state = 'held' and (not ${isRequired}::boolean
      or exists (select from users where users.id = user_id and (verified or email = '')))`);
}

/** Forgets mails that ended long ago. What they were about is too old by then to be mailed about again. */
export async function forgetEnded({ db }: Queryable, days: number): Promise<void> {
  await db.execute(sql`delete from mails where ended_at < statement_timestamp() - make_interval(days => ${days})`);
  await db.execute(
    sql`delete from announcements where done_at < statement_timestamp() - make_interval(days => ${days})`,
  );
}

export const mailsByState = {
  name: 'mails',
  help: 'Mails that are remembered, by what became of them',
  label: 'state',
  count: sql`
    select state as label, count(id) as n from unnest(array['queued', 'held', 'sent', 'skipped', 'failed']) as state
    left join mails using (state) group by state`,
};
