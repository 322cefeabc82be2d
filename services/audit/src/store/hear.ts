import { aggregateOf, type FrontrowEvent, idTime, type StockState } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** What an event is about. */
const subjectsOf = ({ type, aggregateId, data }: FrontrowEvent) => ({
  orderId: /^(order|admission)\./.test(type) ? aggregateId : 'orderId' in data ? data.orderId : null,
  ticketId: /^(ticket|stock)\./.test(type) ? aggregateId : 'ticketId' in data ? data.ticketId : null,
});

/** What several kinds of event change: the order or the listing that they are about. Orders first, as a look has them. */
export function lockedBy(event: FrontrowEvent): string {
  const { orderId, ticketId } = subjectsOf(event);
  return orderId ? `1 order ${orderId}` : `2 listing ${ticketId ?? event.aggregateId}`;
}

/** Persons are none of the auditor's business. */
const isPersonal = ({ type }: FrontrowEvent) => /^(user|session|password)\./.test(type);

const contentOf = ({ type, data }: FrontrowEvent) => sql`md5(${type} || ' ' || ${JSON.stringify(data)}::jsonb::text)`;

/**
 * Writes an event down, counts its version, and makes a look at its order due: in one statement, since every event of
 * the system passes here. False when this version of its aggregate is known already, or was and is forgotten.
 */
export async function hear({ db }: Tx, event: FrontrowEvent): Promise<boolean> {
  const { id, type, aggregateId, aggregateVersion, time, correlationId, causationId } = event;
  const { orderId, ticketId } = subjectsOf(event);
  const bornAt = idTime(aggregateId);
  const born = bornAt === undefined ? null : new Date(bornAt).toISOString();
  const data = isPersonal(event) ? null : JSON.stringify(event.data);
  const { rowCount } = await db.execute(sql`
    with heard as (
      insert into events (id, type, aggregate, aggregate_id, aggregate_version, order_id, ticket_id, time,
        correlation_id, causation_id, content, data)
      select ${id}, ${type}, ${aggregateOf(type)}, ${aggregateId}, ${aggregateVersion}, ${orderId}, ${ticketId}, ${time},
        ${correlationId}, ${causationId}, ${contentOf(event)}, ${data}::jsonb
      where not exists (select from aggregates
        where aggregate = ${aggregateOf(type)} and id = ${aggregateId} and forgotten >= ${aggregateVersion})
      on conflict do nothing
      returning aggregate, aggregate_id, aggregate_version, order_id
    ), counted as (
      insert into aggregates as known (aggregate, id, first, highest, heard)
      select aggregate, aggregate_id, case when ${born}::timestamptz >= began_at then 1 else aggregate_version end,
        aggregate_version, 1
      from heard, auditor
      on conflict (aggregate, id) do update set
        first = least(known.first, excluded.first),
        highest = greatest(known.highest, excluded.highest),
        heard = known.heard + 1,
        heard_at = clock_timestamp()
    ), due as (
      insert into orders (id) select order_id from heard where order_id is not null
      on conflict (id) do update set look_at = '-infinity'
    )
    select from heard`);
  return rowCount === 1;
}

/**
 * The event known by this id or as this version, if it says something else; undefined when it says the same. What only
 * one of the two says is no contradiction: it was heard before or after an upgrade that added a member.
 */
export async function findContradiction({ db }: Tx, event: FrontrowEvent): Promise<string | undefined> {
  const { id, type, aggregateId, aggregateVersion } = event;
  const data = sql`${JSON.stringify(event.data)}::jsonb`;
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from events
    where (id = ${id} or (aggregate = ${aggregateOf(type)} and aggregate_id = ${aggregateId}
      and aggregate_version = ${aggregateVersion})) and content <> ${contentOf(event)}
      and not (type = ${type} and coalesce(data @> ${data} or ${data} @> data, false))
    limit 1`);
  return rows[0]?.id;
}

/** Keeps the newest stock of a listing, and makes a look at it due. */
export async function saveStock({ db }: Tx, { ticketId, capacity, held, sold, closed }: StockState, version: number) {
  await db.execute(sql`
    insert into listings as known (id, version, capacity, held, sold, closed)
    values (${ticketId}, ${version}, ${capacity}, ${held}, ${sold}, ${closed})
    on conflict (id) do update set version = excluded.version, capacity = excluded.capacity, held = excluded.held,
      sold = excluded.sold, closed = excluded.closed, heard_at = clock_timestamp(), look_at = '-infinity',
      resized_at = case when known.capacity = excluded.capacity then known.resized_at else clock_timestamp() end
    where known.version < excluded.version`);
}
