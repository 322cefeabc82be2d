import type { AuditPromise, Currency } from '@frontrow/common/contracts';
import { type Queryable, statement, type Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import type { Account } from '../record.ts';
import { money } from './tables.ts';

/** One look at a time, of all replicas; held until the transaction ends. False when another is looking. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const [turn] = await tryTurn(tx, []);
  return turn!.mine;
}

const tryTurn = statement<{ mine: boolean }>(
  'take_turn',
  `select pg_try_advisory_xact_lock(hashtext('audit-look')) as mine`,
);

/** Notes that everything until `at` was heard, unless more was known, and counts it; returns until when all was heard. */
export async function noteHeardUntil(tx: Tx, at: Date | undefined): Promise<Date | undefined> {
  const [noted] = at ? await moveMark(tx, [at.toISOString()]) : [];
  const { until } = noted ?? (await readMark(tx, []))[0]!;
  return until ?? undefined;
}

const moveMark = statement<{ until: Date | null }>(
  'move_mark',
  `update auditor set heard_until = $1::timestamptz,
     events_heard = events_heard + (select count(*) from events
       where received_at > coalesce(heard_until, '-infinity') and received_at <= $1)
   where coalesce(heard_until, '-infinity') < $1
   returning heard_until as until`,
);

const readMark = statement<{ until: Date | null }>('read_mark', 'select heard_until as until from auditor');

export const readSums = ({ db }: Queryable): Promise<Account[]> => db.select().from(money);

/** Running sums that are not what a recount gives: of money in a currency, or of the units of a listing's orders. */
export interface Miscounts {
  currencies: Currency[];
  listings: string[];
}

const countOn = statement<{ begun: boolean; counted: number }>(
  'recount',
  `with turn as materialized (
     select coalesce(recounted_to, '00000000-0000-0000-0000-000000000000') as start from auditor
     where recounted_to is not null or coalesce(recounted_at, began_at) < statement_timestamp() - interval '1 minute'
   ), part as materialized (
     select part.* from turn cross join lateral (select * from orders where id > start order by id limit $1) as part
   ), money as (
     insert into recounted_money as known
     select currency, sum(captured), sum(refunded), sum(live) from part where currency is not null group by currency
     on conflict (currency) do update set captured = known.captured + excluded.captured,
       refunded = known.refunded + excluded.refunded, live = known.live + excluded.live
   ), units as (
     insert into recounted_units as known
     select ticket_id, coalesce(sum(quantity) filter (where status in ('created', 'awaiting:payment')), 0),
       coalesce(sum(quantity) filter (where status = 'complete'), 0), null
     from part where ticket_id is not null group by ticket_id
     on conflict (ticket_id) do update set held = known.held + excluded.held, sold = known.sold + excluded.sold
   ), moved as (
     update auditor set recounted_to = (select id from part order by id desc limit 1) where exists (select from part)
   )
   select exists (select from turn) as begun, (select count(*)::integer from part) as counted`,
);

const compareMoney = statement<{ currency: Currency }>(
  'compare_money',
  `with counted as (delete from recounted_money returning *)
   select currency from counted full join money using (currency)
   where (coalesce(counted.captured, 0), coalesce(counted.refunded, 0), coalesce(counted.live, 0))
     is distinct from (coalesce(money.captured, 0), coalesce(money.refunded, 0), coalesce(money.live, 0))`,
);

const compareUnits = statement<{ id: string }>(
  'compare_units',
  `with counted as (delete from recounted_units returning *)
   select ticket_id as id from counted full join units using (ticket_id)
   where (coalesce(counted.held, 0), coalesce(counted.sold, 0))
     is distinct from (coalesce(units.held, 0), coalesce(units.sold, 0))
   order by ticket_id limit 100`,
);

const endRecount = statement('end_recount', 'update auditor set recounted_to = null, recounted_at = clock_timestamp()');

/**
 * Counts the sums anew, so many orders at a time, beginning a minute after the last recount ended. Resolves to those that differ once
 * all is counted; undefined before.
 */
export async function recount(tx: Tx, part: number): Promise<Miscounts | undefined> {
  const [{ begun, counted }] = (await countOn(tx, [part])) as [{ begun: boolean; counted: number }];
  if (!begun || counted === part) return undefined;
  const [currencies, listings] = await Promise.all([compareMoney(tx, []), compareUnits(tx, []), endRecount(tx, [])]);
  return { currencies: currencies.map(({ currency }) => currency), listings: listings.map(({ id }) => id) };
}

/** An aggregate of which a version between the first and the newest is missing, with the newest event of it. */
export interface Gap {
  aggregate: string;
  id: string;
  highest: number;
  missing: number;
  newest: string | null;
}

const findGaps = statement<Gap>(
  'find_gaps',
  `select known.aggregate, known.id, highest, highest - first + 1 - heard as missing, events.id as newest
   from aggregates as known left join events on events.aggregate = known.aggregate
     and aggregate_id = known.id and aggregate_version = highest
   where heard <> highest - first + 1 and heard_at <= $1 order by heard_at limit 1000`,
);

/** Gaps in what was heard of aggregates of which nothing more was heard since an instant. */
export const readGaps = (from: Queryable, quietSince: Date): Promise<Gap[]> =>
  findGaps(from, [quietSince.toISOString()]);

export interface Standing {
  checkedAt: Date;
  heardUntil: Date | null;
  lagSeconds: number;
  eventsHeard: number;
  open: { promise: AuditPromise; open: number; lastOpenedAt: Date | null }[];
}

/** How far the auditor has come, and what stands. */
export async function readStanding({ db }: Queryable): Promise<Standing> {
  const { rows } = await db.execute<{ now: string; lag: string; until: string | null; heard: string }>(sql`
    select clock_timestamp() as now, heard_until as until, events_heard as heard,
      ${lag} as lag from auditor`);
  const { rows: open } = await db.execute<{ promise: AuditPromise; open: string; last: string | null }>(sql`
    select promise, count(*) filter (where closed_at is null and acknowledged_at is null) as open,
      max(opened_at) as last from findings group by promise`);
  const { now, until, lag: seconds, heard } = rows[0]!;
  return {
    checkedAt: new Date(now),
    heardUntil: until === null ? null : new Date(until),
    lagSeconds: Number(seconds),
    eventsHeard: Number(heard),
    open: open.map((row) => ({
      promise: row.promise,
      open: Number(row.open),
      lastOpenedAt: row.last === null ? null : new Date(row.last),
    })),
  };
}

const lag = sql`greatest(extract(epoch from clock_timestamp() - coalesce(heard_until, began_at)), 0)`;

export const eventsHeard = {
  name: 'audit_events_total',
  help: 'Events heard since this auditor began',
  count: sql`select events_heard as n from auditor`,
};

export const lagSeconds = {
  name: 'audit_lag_seconds',
  help: 'What the bus had so many seconds ago has all been heard',
  count: sql`select ${lag} as n from auditor`,
};
