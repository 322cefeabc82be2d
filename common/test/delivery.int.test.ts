import { StockUpdated } from '@frontrow/common/contracts';
import { type Database, openDatabase, type Tx } from '@frontrow/common/database';
import { deliverOnce, notYet, on, oneByOne, poison } from '@frontrow/common/messaging';
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

test('events that come together are one commit, and each has one effect however often it comes', async () => {
  const events = someEvents(50);
  const deliver = deliverOnce(database, [on(StockUpdated, oneByOne(noteEffect))]);
  for (const event of events.slice(0, 10)) await deliver(CONSUMER, [event]);
  expect(await commits()).toBe(10);

  await deliver(CONSUMER, [...events, ...events]);
  await deliver(CONSUMER, events);
  expect(await effectsOf()).toEqual(idsOf(events));
  expect(await commits()).toBe(11);
});

test('a handler is given what is new to its consumer, in order, and another is told of what was received before', async () => {
  const heard: string[] = [];
  const again: string[] = [];
  const deliver = deliverOnce(database, [
    {
      ...on(StockUpdated, async (events) => void heard.push(...events.map(({ id }) => id))),
      repeated: async (events) => void again.push(...events.map(({ id }) => id)),
    },
  ]);
  const [one, two, three] = someEvents(3);
  await deliver(CONSUMER, [one!, two!, one!]);
  await deliver(CONSUMER, [two!, three!]);
  expect(heard).toEqual([one!.id, two!.id, three!.id]);
  expect(again).toEqual([one!.id, two!.id]);
  await deliver('another-stock', [one!]);
  expect(heard).toEqual([one!.id, two!.id, three!.id, one!.id]);
});

test('what a handler says cannot be done yet is not marked, while the rest of its batch is', async () => {
  const events = someEvents(5);
  const [early, hopeless] = [events[1]!, events[3]!];
  let hasArrived = false;
  const committed: string[] = [];
  const subscription = on(
    StockUpdated,
    oneByOne(async (event, tx) => {
      if (event.id === early.id && !hasArrived) return notYet(event, 'its order is not known');
      if (event.id === hopeless.id) return poison(event, 'it makes no sense');
      await noteEffect(event, tx);
    }),
    (some) => void committed.push(...some.map(({ id }) => id)),
  );
  const deliver = deliverOnce(database, [subscription]);
  const problems = await deliver(CONSUMER, events);
  expect(problems.map((problem) => problem?.name)).toEqual([undefined, 'NotYet', undefined, 'Poison', undefined]);
  const done = events.filter((event) => event !== early && event !== hopeless);
  expect(await effectsOf()).toEqual(idsOf(done));
  expect(committed.toSorted()).toEqual(idsOf(done));

  hasArrived = true;
  const after = await deliver(CONSUMER, events);
  expect(after.map((problem) => problem?.name)).toEqual([undefined, undefined, undefined, 'Poison', undefined]);
  expect(await effectsOf()).toEqual(idsOf([...done, early]));
});

test('an error leaves nothing of the whole batch behind, and what is published for an event has it as its cause', async () => {
  const events = someEvents(20);
  const traces: string[] = [];
  const handle = oneByOne<Stock>(async (event, tx) => {
    if (tx.trace.causationId === event.id) traces.push(event.id);
    await noteEffect(event, tx);
    if (event.id === events[7]!.id) throw new Error('cannot be handled');
  });
  const deliver = deliverOnce(database, [on(StockUpdated, handle)]);
  await expect(deliver(CONSUMER, events)).rejects.toThrow('cannot be handled');
  expect(await effectsOf()).toEqual([]);
  const others = events.filter((_, index) => index !== 7);
  await deliver(CONSUMER, others);
  expect(await effectsOf()).toEqual(idsOf(others));
  expect([...new Set(traces)].toSorted()).toEqual(idsOf(events));
});
