import type { AuditPromise, Currency } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import type { Account } from '../record.ts';
import { money } from './tables.ts';

/** One look at a time, of all replicas; held until the transaction ends. False when another is looking. */
export async function takeTurn({ db }: Tx): Promise<boolean> {
  const { rows } = await db.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('audit-look')) as mine`,
  );
  return rows[0]!.mine;
}

/** Notes that everything until `at` was heard, unless more was known, and counts it; returns until when all was heard. */
export async function noteHeardUntil({ db }: Tx, at: Date | undefined): Promise<Date | undefined> {
  const { rows } = await db.execute<{ until: string | null }>(sql`
    update auditor set heard_until = ${at?.toISOString() ?? null}::timestamptz,
      events_heard = events_heard + (select count(*) from events
        where received_at > coalesce(heard_until, '-infinity') and received_at <= ${at?.toISOString() ?? null})
    where coalesce(heard_until, '-infinity') < ${at?.toISOString() ?? null}
    returning heard_until as until`);
  if (rows[0]?.until) return new Date(rows[0].until);
  const { rows: known } = await db.execute<{ until: string | null }>(sql`select heard_until as until from auditor`);
  return known[0]?.until ? new Date(known[0].until) : undefined;
}

export const readSums = ({ db }: Queryable): Promise<Account[]> => db.select().from(money);

/** Counts the sums anew if that was not done for a minute: those that differ; undefined when it is not time yet. */
export async function recount({ db }: Tx): Promise<Currency[] | undefined> {
  const { rowCount } = await db.execute(sql`
    update auditor set recounted_at = clock_timestamp()
    where coalesce(recounted_at, began_at) < clock_timestamp() - interval '1 minute'`);
  if (rowCount === 0) return undefined;
  const { rows } = await db.execute<{ currency: Currency }>(sql`
    select currency from (
      select currency, sum(captured) as captured, sum(refunded) as refunded, sum(live) as live
      from orders where currency is not null group by currency
    ) as counted full join money using (currency)
    where (coalesce(counted.captured, 0), coalesce(counted.refunded, 0), coalesce(counted.live, 0))
      is distinct from (coalesce(money.captured, 0), coalesce(money.refunded, 0), coalesce(money.live, 0))`);
  return rows.map(({ currency }) => currency);
}

/** An aggregate of which a version between the first and the newest is missing, with the newest event of it. */
export interface Gap {
  aggregate: string;
  id: string;
  highest: number;
  missing: number;
  heardMs: number;
  newest: string | null;
}

export async function readGaps({ db }: Queryable): Promise<Gap[]> {
  const { rows } = await db.execute<Omit<Gap, 'heardMs'> & { heardMs: string } & Record<string, unknown>>(sql`
    select known.aggregate, known.id, highest, highest - first + 1 - heard as missing,
      extract(epoch from heard_at) * 1000 as "heardMs", events.id as newest
    from aggregates as known left join events on events.aggregate = known.aggregate
      and aggregate_id = known.id and aggregate_version = highest
    where heard <> highest - first + 1 order by heard_at limit 1000`);
  return rows.map((row) => ({ ...row, heardMs: Number(row.heardMs) }));
}

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
