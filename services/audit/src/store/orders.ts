import { idTime } from '@frontrow/common/contracts';
import { type Queryable, statement, type Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import { type Account, type OrderEvent, type OrderRecord, orderNow, toRecord } from '../record.ts';

const lockDue = statement<{ id: string }>(
  'lock_due_orders',
  'select id from orders where look_at <= $1 order by look_at limit $2 for update skip locked',
);

/**
 * Locks the orders that are to be looked at by `at`, so that what is heard of them meanwhile makes a look due again. Those of
 * which something is being heard are left to the next look, which that makes due.
 */
export async function lockDueOrders(tx: Tx, at: Date, limit: number): Promise<string[]> {
  return (await lockDue(tx, [at.toISOString(), limit])).map(({ id }) => id);
}

const findNext = statement<{ ms: number | null }>(
  'find_next_look',
  `select extract(epoch from least(
     (select min(look_at) from orders where look_at > heard_until),
     (select min(look_at) from listings where look_at > heard_until)) - heard_until)::float8 * 1000 as ms
   from auditor`,
);

/** Milliseconds from the instant until which all was heard to the next at which a look is due; undefined without one. */
export async function nextLook(from: Queryable): Promise<number | undefined> {
  const [next] = await findNext(from, []);
  return next?.ms ?? undefined;
}

interface EventRow {
  orderId: string;
  aggregate: string;
  eventId: string;
  type: string;
  version: number;
  receivedMs: string;
  state: unknown;
}

const findEvents = statement<EventRow>(
  'find_events_of_orders',
  `select order_id as "orderId", aggregate, id as "eventId", type, aggregate_version as version,
     extract(epoch from received_at) * 1000 as "receivedMs", data as state
   from events where order_id = any ($1::uuid[])`,
);

const findBeginnings = statement<{ id: string; inFull: boolean | null; beganMs: string }>(
  'find_beginnings',
  `select given.id, first = 1 as "inFull", extract(epoch from began_at) * 1000 as "beganMs"
   from auditor, unnest($1::uuid[]) as given (id)
     left join aggregates on aggregates.id = given.id and aggregate = 'order'`,
);

/** What was heard of these orders. */
export async function readRecords(tx: Tx, ids: string[]): Promise<OrderRecord[]> {
  if (ids.length === 0) return [];
  const [rows, whole] = await Promise.all([findEvents(tx, [ids]), findBeginnings(tx, [ids])]);
  const byOrder = new Map<string, OrderEvent[]>(ids.map((id) => [id, []]));
  for (const { orderId, receivedMs, ...row } of rows) {
    byOrder.get(orderId)!.push({ ...row, receivedAt: Number(receivedMs) });
  }
  return whole.map(({ id, inFull, beganMs }) =>
    toRecord(id, inFull ?? (idTime(id) ?? 0) >= Number(beganMs), byOrder.get(id)!),
  );
}

/** What a look at an order came to. */
export interface Look {
  record: OrderRecord;
  /** Its money; undefined while something is in flight, or when too little is known. */
  account: Account | undefined;
  /** Milliseconds since 1970; null when nothing is in flight. */
  lookAgainAt: number | null;
}

/** The units that an order holds and has, as SQL. */
const held = (order: string) =>
  `case when ${order}.status in ('created', 'awaiting:payment') then ${order}.quantity else 0 end`;
const sold = (order: string) => `case when ${order}.status = 'complete' then ${order}.quantity else 0 end`;

const keepLooks = statement(
  'keep_looks',
  `with looked as materialized (
     select given.*, id <= recounted_to as recounted
     from auditor, jsonb_populate_recordset(null::orders, $1::jsonb) as given
   ), changed as materialized (
     select looked.currency, recounted, sum(looked.captured - orders.captured) as captured,
       sum(looked.refunded - orders.refunded) as refunded, sum(looked.live - orders.live) as live
     from looked join orders using (id) where looked.currency is not null group by looked.currency, recounted
   ), charged as (
     insert into money as known
     select currency, sum(captured), sum(refunded), sum(live) from changed
     where captured <> 0 or refunded <> 0 or live <> 0 group by currency
     on conflict (currency) do update set captured = known.captured + excluded.captured,
       refunded = known.refunded + excluded.refunded, live = known.live + excluded.live
   ), recharged as (
     insert into recounted_money as known select currency, captured, refunded, live from changed where recounted
     on conflict (currency) do update set captured = known.captured + excluded.captured,
       refunded = known.refunded + excluded.refunded, live = known.live + excluded.live
   ), moved as materialized (
     select ticket_id, recounted, sum(held) as held, sum(sold) as sold, max(heard_at) as heard_at
     from (
       select ticket_id, recounted, ${held('looked')} as held, ${sold('looked')} as sold, heard_at from looked
       union all
       select orders.ticket_id, recounted, -(${held('orders')}), -(${sold('orders')}), null
       from looked join orders using (id)
     ) as both_ways where ticket_id is not null group by ticket_id, recounted
   ), counted as (
     insert into units as known select ticket_id, sum(held), sum(sold), max(heard_at) from moved group by ticket_id
     on conflict (ticket_id) do update set held = known.held + excluded.held, sold = known.sold + excluded.sold,
       heard_at = greatest(known.heard_at, excluded.heard_at)
   ), recounting as (
     insert into recounted_units as known select ticket_id, held, sold, null from moved where recounted
     on conflict (ticket_id) do update set held = known.held + excluded.held, sold = known.sold + excluded.sold
   ), due as (
     update listings set look_at = '-infinity' where id in (
       select id from listings where id in (select ticket_id from looked) order by id for update)
   )
   update orders set ticket_id = looked.ticket_id, status = looked.status, quantity = looked.quantity,
     currency = looked.currency, captured = looked.captured, refunded = looked.refunded, live = looked.live,
     settled = looked.settled, heard_at = looked.heard_at, look_at = looked.look_at
   from looked where orders.id = looked.id`,
);

/**
 * Saves looks at orders, moves the sums of money and of their listings' units by what changed, and makes looks at these
 * listings due.
 */
export async function saveLooks(tx: Tx, looks: Look[]): Promise<void> {
  if (looks.length === 0) return;
  const rows = looks.map(({ record, account, lookAgainAt }) => {
    const state = orderNow(record)?.state;
    return {
      id: record.orderId,
      ticket_id: state?.ticketId,
      status: state?.status,
      quantity: state?.quantity,
      currency: state?.currency,
      captured: account?.captured ?? 0,
      refunded: account?.refunded ?? 0,
      live: account?.live ?? 0,
      settled: lookAgainAt === null,
      heard_at: new Date(record.heardAt).toISOString(),
      look_at: lookAgainAt === null ? null : new Date(lookAgainAt).toISOString(),
    };
  });
  await keepLooks(tx, [JSON.stringify(rows)]);
}

/**
 * Forgets the history of what settled long ago, all but the newest state of each part of it, and notes how far: owners may
 * tell any of it again. Of what has a gap everything is kept, since there a version that is told again may be the missing one.
 */
export async function forgetHistories({ db }: Tx, days: number): Promise<void> {
  const longAgo = sql`transaction_timestamp() - make_interval(days => ${days})`;
  await db.execute(sql`
    with gone as (
      delete from events using aggregates as known
      where known.aggregate = events.aggregate and known.id = events.aggregate_id
        and aggregate_version < highest and heard = highest - first + 1 and received_at < ${longAgo}
        and (order_id is null
          or exists (select from orders where orders.id = order_id and settled and orders.heard_at < ${longAgo}))
      returning events.aggregate, aggregate_id, aggregate_version
    ), newest as (
      select aggregate, aggregate_id, max(aggregate_version) as version from gone group by aggregate, aggregate_id
    ), locked as materialized (
      select known.aggregate, known.id, version from newest join aggregates as known
        on known.aggregate = newest.aggregate and known.id = aggregate_id
      order by known.aggregate, known.id for update of known
    )
    update aggregates set forgotten = greatest(forgotten, version)
    from locked where aggregates.aggregate = locked.aggregate and aggregates.id = locked.id`);
  // Nothing of these is held against anything else. Told again, it is as if it were heard for the first time.
  await db.execute(sql`
    with gone as (
      delete from aggregates where aggregate in ('user', 'session', 'credential', 'expiration') and heard_at < ${longAgo}
      returning aggregate, id
    )
    delete from events using gone
    where events.aggregate = gone.aggregate and aggregate_id = gone.id and order_id is null`);
}
