import { StockUpdated } from '@frontrow/common/contracts';
import { openBus, readEvents } from '@frontrow/common/messaging';
import { eventually } from '@frontrow/common/testing';
import { expect } from '@jest/globals';
import { query } from '../../../system/support/databases.ts';
import { ports, secrets } from '../../../system/support/instance.ts';
import { sell } from '../../../system/support/market.ts';
import { newcomer } from '../../../system/support/people.ts';
import { expectNoViolation } from './traffic.ts';

/** Listings whose stock is known to orders. */
export async function someListings(count: number): Promise<string[]> {
  const seller = await newcomer();
  const listings = await Promise.all(Array.from({ length: count }, () => sell(seller, { quantity: 10 })));
  const ids = listings.map(({ id }) => id);
  await eventually(
    async () => expect(await query('orders', 'select from stock where ticket_id = any($1)', [ids])).toHaveLength(count),
    60_000,
  );
  return ids;
}

/** Lets the stock of each listing change once, as an order that is placed does: its row and its event as one commit. */
export async function changeStocks(ticketIds: string[]): Promise<void> {
  await query(
    'orders',
    `with changed as (update stock set version = version + 1 where ticket_id = any($1) returning *),
          told as (select gen_random_uuid() as id, * from changed),
          added as (
            insert into outbox (id, type, aggregate, aggregate_id, aggregate_version, envelope)
            select id, 'stock.updated', 'stock', ticket_id, version, jsonb_build_object(
              'id', id, 'type', 'stock.updated', 'version', 1,
              'time', to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'correlationId', 'a storm', 'causationId', null, 'aggregateId', ticket_id, 'aggregateVersion', version,
              'data', jsonb_build_object('ticketId', ticket_id, 'capacity', capacity, 'held', held, 'sold', sold,
                                         'closed', closed, 'sales', sales))
            from told returning seq)
     select count(*) from added`,
    [ticketIds],
  );
}

/** Notes from now on every change that tickets makes to its copy of a stock; resolves to how to stop that. */
export async function noteEffects(): Promise<() => Promise<void>> {
  const forget = async () => {
    await query('tickets', 'drop table if exists storm_effects cascade');
    await query('tickets', 'drop function if exists storm_note_effect() cascade');
  };
  await forget();
  await query('tickets', 'create table storm_effects (ticket_id uuid, version integer)');
  await query(
    'tickets',
    `create function storm_note_effect() returns trigger language plpgsql as
     $$ begin insert into storm_effects values (new.ticket_id, new.version); return null; end $$`,
  );
  await query(
    'tickets',
    'create trigger storm_note_effect after insert or update on stock for each row execute function storm_note_effect()',
  );
  return forget;
}

/** How many changes tickets made twice. */
async function doubledEffects(): Promise<number> {
  const rows = await query('tickets', 'select 1 from storm_effects group by ticket_id, version having count(*) > 1');
  return rows.length;
}

/** How many stock events of these listings are in the outbox, published, and received by tickets. */
export async function progressOf(ticketIds: string[]) {
  const [told] = await query<{ all: number; published: number; ids: string[] }>(
    'orders',
    `select count(*)::int as all, count(published_at)::int as published, array_agg(id) as ids
     from outbox where aggregate = 'stock' and aggregate_id = any($1)`,
    [ticketIds],
  );
  const [got] = await query<{ received: number }>(
    'tickets',
    `select count(*)::int as received from inbox where consumer = 'tickets-stock' and event_id = any($1)`,
    [told!.ids],
  );
  return { all: told!.all, published: told!.published, received: got!.received };
}

/** The listings whose copy in tickets is not the state that orders has. */
export async function divergent(ticketIds: string[]): Promise<string[]> {
  const sql = 'select ticket_id, version from stock where ticket_id = any($1) order by 1';
  const [own, copies] = await Promise.all([query('orders', sql, [ticketIds]), query('tickets', sql, [ticketIds])]);
  const copied = new Set(copies.map((row) => JSON.stringify(row)));
  return own.map((row) => JSON.stringify(row)).filter((row) => !copied.has(row));
}

/** The events in the stream that come after a later version of the same stock: the first time each is there counts. */
async function outOfOrder(ticketIds: string[]): Promise<number> {
  const bus = openBus({ url: `nats://127.0.0.1:${ports.nats}`, user: 'tickets', password: secrets.passwords.tickets });
  try {
    await eventually(bus.check);
    const ours = new Set(ticketIds);
    const latest = new Map<string, number>();
    const seen = new Set<string>();
    let count = 0;
    for (const { id, type, aggregateId, aggregateVersion } of await readEvents(bus, 'stock', new Date(0))) {
      if (type !== StockUpdated.type || !ours.has(aggregateId) || seen.has(id)) continue;
      seen.add(id);
      const before = latest.get(aggregateId) ?? 0;
      if (aggregateVersion < before) count += 1;
      latest.set(aggregateId, Math.max(before, aggregateVersion));
    }
    return count;
  } finally {
    await bus.close();
  }
}

/** So many changes, spread over the listings. */
export async function tell(listings: string[], events: number) {
  for (let told = 0; told < events; told += listings.length) await changeStocks(listings);
}

/** Waits until all that was told is published, and has come to tickets. */
export const receivedAll = (listings: string[], withinMs: number) =>
  eventually(
    async () => {
      const { all, published, received } = await progressOf(listings);
      expect({ published, received }).toEqual({ published: all, received: all });
    },
    withinMs,
    100,
  );

/** Nothing was lost, doubled or turned round. */
export async function expectNoHarm(listings: string[]) {
  expect(await divergent(listings)).toEqual([]);
  expect(await doubledEffects()).toBe(0);
  expect(await outOfOrder(listings)).toBe(0);
  await expectNoViolation(120_000);
}
