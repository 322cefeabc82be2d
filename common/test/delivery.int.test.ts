import { StockUpdated } from '@frontrow/common/contracts';
import { type Database, openDatabase, type Tx } from '@frontrow/common/database';
import { deliverOnce, on } from '@frontrow/common/messaging';
import { aStock, createTestDatabase, eventOf, type TestDatabase } from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { effects, migrations } from './support.ts';

const CONSUMER = 'tickets-stock';

let testDatabase: TestDatabase;
let database: Database;

beforeEach(async () => {
  testDatabase = await createTestDatabase(migrations);
  database = openDatabase(testDatabase.url, { name: 'delivery-test', poolSize: 5 });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

type Stock = ReturnType<typeof aStockEvent>;
const aStockEvent = () => eventOf(StockUpdated, aStock());
const someEvents = (length: number) => Array.from({ length }, aStockEvent);
const idsOf = (events: { id: string }[]) => events.map(({ id }) => id).toSorted();

async function noteEffect({ id, aggregateId, aggregateVersion }: Stock, { db }: Tx): Promise<void> {
  await db.execute(sql`insert into effects values (${id}, ${aggregateId}, ${aggregateVersion})`);
}

const effectsOf = async () => (await effects(database)).map(({ event_id }) => event_id).toSorted();

async function commits(): Promise<number> {
  const { rows } = await database.db.execute<{ commits: number }>(
    sql`select count(distinct xmin::text)::int as commits from effects`,
  );
  return rows[0]!.commits;
}

test('of late events that come all at once, as after a loss of the broker, only the new ones are handled', async () => {
  const handled: string[] = [];
  const subscription = on(StockUpdated, async ({ id }) => void handled.push(id));
  const deliver = deliverOnce(database, [subscription]);
  const late = Array.from({ length: 30 }, () => ({
    ...eventOf(StockUpdated, aStock()),
    time: new Date(Date.now() - 60 * 60_000).toISOString(),
  }));
  const deliverAll = () => Promise.all(late.map((event) => deliver(CONSUMER, event)));
  const some = late.slice(0, 10);
  for (const event of some) await deliver(CONSUMER, event);
  await deliverAll();
  await deliverAll();
  await deliver('another-stock', late[0]!);
  expect(handled.toSorted()).toEqual([...late, late[0]!].map(({ id }) => id).toSorted());
});

test('a late event that a handler wants to hear of again is given to it', async () => {
  const heard: string[] = [];
  const deliver = deliverOnce(database, [
    { ...on(StockUpdated, async () => void heard.push('first')), repeated: async () => void heard.push('again') },
  ]);
  const late = { ...eventOf(StockUpdated, aStock()), time: new Date(0).toISOString() };
  await deliver(CONSUMER, late);
  await deliver(CONSUMER, late);
  expect(heard).toEqual(['first', 'again']);
});

test('events that come at once are one commit where their subscription allows it', async () => {
  const events = someEvents(50);
  const alone = deliverOnce(database, [on(StockUpdated, noteEffect)]);
  await Promise.all(events.slice(0, 10).map((event) => alone(CONSUMER, event)));
  expect(await commits()).toBe(10);

  const together = deliverOnce(database, [
    { ...on(StockUpdated, noteEffect), locks: ({ aggregateId }) => aggregateId },
  ]);
  await Promise.all([...events, ...events].map((event) => together(CONSUMER, event)));
  expect(await effectsOf()).toEqual(idsOf(events));
  expect(await commits()).toBe(11);
});

test('one of them that cannot be handled fails alone, and each is told what led to it', async () => {
  const events = someEvents(20);
  const traces: string[] = [];
  const subscription = on(StockUpdated, async (event, tx) => {
    if (event.id === events[7]!.id) throw new Error('cannot be handled');
    await noteEffect(event, tx);
    if (tx.trace.causationId === event.id) traces.push(event.id);
  });
  const deliver = deliverOnce(database, [{ ...subscription, locks: ({ aggregateId }) => aggregateId }]);
  const outcomes = await Promise.allSettled(events.map((event) => deliver(CONSUMER, event)));
  expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([7]);
  const others = idsOf(events.filter((_, index) => index !== 7));
  expect(await effectsOf()).toEqual(others);
  expect([...new Set(traces)].toSorted()).toEqual(others);
});
