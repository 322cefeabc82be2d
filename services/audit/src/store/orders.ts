import { idTime } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { inArray, sql } from 'drizzle-orm';
import { type Account, type OrderEvent, type OrderRecord, orderNow, toRecord } from '../record.ts';

/**
 * Locks the orders that are to be looked at by `at`, so that what is heard of them meanwhile makes a look due again. Those of
 * which something is being heard are left to the next look, which that makes due.
 */
export async function lockDueOrders({ db }: Tx, at: Date, limit: number): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from orders where look_at <= ${at.toISOString()} order by look_at limit ${limit} for update skip locked`,
  );
  return rows.map(({ id }) => id);
}

interface EventRow extends Record<string, unknown> {
  orderId: string;
  aggregate: string;
  eventId: string;
  type: string;
  version: number;
  receivedMs: string;
  state: unknown;
}

/** What was heard of these orders. */
export async function readRecords({ db }: Tx, ids: string[]): Promise<OrderRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.execute<EventRow>(sql`
    select order_id as "orderId", aggregate, id as "eventId", type, aggregate_version as version,
      extract(epoch from received_at) * 1000 as "receivedMs", data as state
    from events where ${inArray(sql`order_id`, ids)}`);
  const { rows: whole } = await db.execute<{ id: string; inFull: boolean | null; beganMs: string }>(sql`
    select orders.id, first = 1 as "inFull", extract(epoch from began_at) * 1000 as "beganMs"
    from auditor, orders left join aggregates on aggregates.id = orders.id and aggregate = 'order'
    where ${inArray(sql`orders.id`, ids)}`);
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

/** Saves looks at orders, moves the sums of money by what changed, and makes looks at their listings due. */
export async function saveLooks({ db }: Tx, looks: Look[]): Promise<void> {
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
  await db.execute(sql`
    with looked as (
      select * from jsonb_populate_recordset(null::orders, ${JSON.stringify(rows)}::jsonb)
    ), changed as (
      select looked.currency, sum(looked.captured - orders.captured) as captured,
        sum(looked.refunded - orders.refunded) as refunded, sum(looked.live - orders.live) as live
      from looked join orders using (id) where looked.currency is not null group by looked.currency
    ), counted as (
      insert into money as known select * from changed where captured <> 0 or refunded <> 0 or live <> 0
      on conflict (currency) do update set captured = known.captured + excluded.captured,
        refunded = known.refunded + excluded.refunded, live = known.live + excluded.live
    ), due as (
      update listings set look_at = '-infinity' where id in (select ticket_id from looked)
    )
    update orders set ticket_id = looked.ticket_id, status = looked.status, quantity = looked.quantity,
      currency = looked.currency, captured = looked.captured, refunded = looked.refunded, live = looked.live,
      settled = looked.settled, heard_at = looked.heard_at, look_at = looked.look_at
    from looked where orders.id = looked.id`);
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
    )
    update aggregates set forgotten = greatest(forgotten, version)
    from newest where aggregates.aggregate = newest.aggregate and id = aggregate_id`);
  // These have one version each, and nobody will tell another. Told again, it is as if it were heard for the first time.
  await db.execute(sql`
    with gone as (
      delete from aggregates where aggregate in ('user', 'session', 'expiration') and heard_at < ${longAgo}
      returning aggregate, id
    )
    delete from events using gone
    where events.aggregate = gone.aggregate and aggregate_id = gone.id and order_id is null`);
}
