import { aggregateOf, type EventOf, type FrontrowEvent, idTime, type StockUpdated } from '@frontrow/common/contracts';
import { statement, type Tx } from '@frontrow/common/database';

/** What an event is about. */
const subjectsOf = ({ type, aggregateId, data }: FrontrowEvent) => ({
  orderId: /^(order|admission)\./.test(type) ? aggregateId : 'orderId' in data ? data.orderId : null,
  ticketId: /^(ticket|stock)\./.test(type) ? aggregateId : 'ticketId' in data ? data.ticketId : null,
});

/** Persons are none of the auditor's business. */
const isPersonal = ({ type }: FrontrowEvent) => /^(user|session|password|email|credential)\./.test(type);

/** The instant that an id carries, which is when its aggregate began. */
function bornAt(id: string): string | null {
  const born = idTime(id);
  return born === undefined ? null : new Date(born).toISOString();
}

/** Several lists, one for each member, as the parameters of a statement. */
const columns = <T>(things: readonly T[], ...members: ((thing: T) => unknown)[]): unknown[] =>
  members.map((member) => things.map(member));

// Rows of one kind are locked in the order of their ids, and orders before listings: so neither batches of several replicas
// nor looks wait for each other in a circle.
const hearAll = statement<{ id: string }>(
  'hear',
  `with given as materialized (
     select *, content::jsonb as body from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::integer[],
       $6::uuid[], $7::uuid[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::boolean[], $13::timestamptz[])
       as given (id, type, aggregate, aggregate_id, version, order_id, ticket_id, time, correlation_id, causation_id,
         content, personal, born)
   ), heard as (
     insert into events (id, type, aggregate, aggregate_id, aggregate_version, order_id, ticket_id, time,
       correlation_id, causation_id, content, data)
     select id, type, aggregate, aggregate_id, version, order_id, ticket_id, time,
       correlation_id, causation_id, md5(type || ' ' || body::text), case when personal then null else body end
     from given
     where not exists (select from aggregates as known
       where known.aggregate = given.aggregate and known.id = aggregate_id and forgotten >= version)
     order by aggregate, aggregate_id, version, id
     on conflict do nothing
     returning id, aggregate, aggregate_id, aggregate_version, order_id
   ), counted as (
     insert into aggregates as known (aggregate, id, first, highest, heard)
     select heard.aggregate, heard.aggregate_id,
       min(case when born >= began_at then 1 else aggregate_version end), max(aggregate_version), count(*)
     from heard join given using (id), auditor
     group by heard.aggregate, heard.aggregate_id order by heard.aggregate, heard.aggregate_id
     on conflict (aggregate, id) do update set
       first = least(known.first, excluded.first),
       highest = greatest(known.highest, excluded.highest),
       heard = known.heard + excluded.heard,
       heard_at = clock_timestamp()
   ), due as (
     insert into orders (id) select distinct order_id from heard where order_id is not null order by order_id
     on conflict (id) do update set look_at = '-infinity' where orders.look_at is distinct from '-infinity'
   )
   select id from heard`,
);

/**
 * Writes events down, counts their versions, and makes looks at their orders due: in one statement, since every event of
 * the system passes here. Resolves to the ids of those that are new: of the others this version of their aggregate is
 * known already, or was and is forgotten.
 */
export async function hear(tx: Tx, events: FrontrowEvent[]): Promise<Set<string>> {
  const rows = await hearAll(
    tx,
    columns(
      events,
      ({ id }) => id,
      ({ type }) => type,
      ({ type }) => aggregateOf(type),
      ({ aggregateId }) => aggregateId,
      ({ aggregateVersion }) => aggregateVersion,
      (event) => subjectsOf(event).orderId,
      (event) => subjectsOf(event).ticketId,
      ({ time }) => time,
      ({ correlationId }) => correlationId,
      ({ causationId }) => causationId,
      ({ data }) => JSON.stringify(data),
      isPersonal,
      ({ aggregateId }) => bornAt(aggregateId),
    ),
  );
  return new Set(rows.map(({ id }) => id));
}

const contradicting = statement<{ id: string; earlier: string }>(
  'find_contradictions',
  `select given.id, known.id as earlier
   from (
     select *, content::jsonb as body
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::integer[], $6::text[])
       as given (id, type, aggregate, aggregate_id, version, content)
   ) as given cross join lateral (
     select id from events
     where (events.id = given.id or (aggregate = given.aggregate and aggregate_id = given.aggregate_id
       and aggregate_version = given.version)) and content <> md5(given.type || ' ' || body::text)
       and not (type = given.type and coalesce(data @> body or body @> data, false))
     limit 1
   ) as known`,
);

/**
 * The events known by these ids or as these versions that say something else, by the ids of these. What only one of the
 * two says is no contradiction: it was heard before or after an upgrade that added a member.
 */
export async function findContradictions(tx: Tx, events: FrontrowEvent[]): Promise<Map<string, string>> {
  if (events.length === 0) return new Map();
  const rows = await contradicting(
    tx,
    columns(
      events,
      ({ id }) => id,
      ({ type }) => type,
      ({ type }) => aggregateOf(type),
      ({ aggregateId }) => aggregateId,
      ({ aggregateVersion }) => aggregateVersion,
      ({ data }) => JSON.stringify(data),
    ),
  );
  return new Map(rows.map(({ id, earlier }) => [id, earlier]));
}

const keepStocks = statement(
  'keep_stocks',
  `insert into listings as known (id, version, capacity, held, sold, closed, suspended)
   select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::boolean[], $7::boolean[])
     as given (id, version, capacity, held, sold, closed, suspended) order by id
   on conflict (id) do update set version = excluded.version, capacity = excluded.capacity, held = excluded.held,
     sold = excluded.sold, closed = excluded.closed, suspended = excluded.suspended, heard_at = clock_timestamp(), look_at = '-infinity',
     resized_at = case when known.capacity = excluded.capacity then known.resized_at else clock_timestamp() end
   where known.version < excluded.version`,
);

/** Keeps the newest stock of each listing, and makes a look at it due. */
export async function saveStocks(tx: Tx, events: EventOf<typeof StockUpdated>[]): Promise<void> {
  const newest = new Map<string, EventOf<typeof StockUpdated>>();
  for (const event of events) {
    const known = newest.get(event.aggregateId);
    if (!known || known.aggregateVersion < event.aggregateVersion) newest.set(event.aggregateId, event);
  }
  if (newest.size === 0) return;
  await keepStocks(
    tx,
    columns(
      [...newest.values()],
      ({ data }) => data.ticketId,
      ({ aggregateVersion }) => aggregateVersion,
      ({ data }) => data.capacity,
      ({ data }) => data.held,
      ({ data }) => data.sold,
      ({ data }) => data.closed,
      ({ data }) => data.suspended,
    ),
  );
}
