import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventOf, type FrontrowEvent, StockUpdated } from '@frontrow/common/contracts';
import { type Database, newId, openDatabase } from '@frontrow/common/database';
import {
  ACK_WAIT_MS,
  type Bus,
  consume,
  type Deliver,
  deadLetters,
  deadLetterTable,
  deliverOnce,
  NotYet,
  on,
  oneByOne,
} from '@frontrow/common/messaging';
import {
  aStock,
  createTestDatabase,
  eventOf,
  eventually,
  gate,
  openLink,
  startTestNats,
  type TestDatabase,
  type TestEngine,
  type TestLink,
} from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AckPolicy } from '@nats-io/jetstream';
import { sql } from 'drizzle-orm';
import { connect, effects, log, migrations } from './support.ts';

const CONSUMER = 'tickets-stock';
type Stock = EventOf<typeof StockUpdated>;

let nats: TestEngine;
let bus: Bus;
let testDatabase: TestDatabase;
let link: TestLink;
let database: Database;
const running: (() => Promise<void>)[] = [];

beforeEach(async () => {
  [nats, testDatabase] = await Promise.all([startTestNats(), createTestDatabase(migrations)]);
  link = await openLink(testDatabase.url);
  database = openDatabase(link.url, { name: 'consume-test', poolSize: 5 });
  bus = await connect(nats.url, 'tickets');
  await bus.ensureStream('stock');
});
afterEach(async () => {
  await stop();
  await bus.close();
  await database.close();
  await link.remove();
  await Promise.all([nats.remove(), testDatabase.drop()]);
});

const stop = () => Promise.all(running.splice(0).map((end) => end()));

/** Consumes stock events; `handle` decides before each effect is noted. */
function run(
  handle: (event: Stock) => Promise<void> = async () => {},
  wrap = (deliver: Deliver) => deliver,
  maxDeliveries = 3,
) {
  const subscription = on(
    StockUpdated,
    oneByOne(async (event, tx) => {
      await tx.db.execute(
        sql`insert into effects values (${event.id}, ${event.aggregateId}, ${event.aggregateVersion})`,
      );
      await handle(event);
    }),
  );
  const deliver = deliverOnce(database, [subscription]);
  const store = deadLetterTable(database);
  const options = { bus, aggregate: 'stock', consumer: CONSUMER, deadLetters: store, log, maxDeliveries } as const;
  running.push(consume({ ...options, deliver: wrap(deliver) }));
  return { deliver, store };
}

const aStockEvent = (version = 1, id = newId()) =>
  eventOf(StockUpdated, aStock({ ticketId: id, held: version }), { version });

const effectsAre = (events: FrontrowEvent[], withinMs?: number) =>
  eventually(
    async () =>
      expect((await effects(database)).map((effect) => effect.event_id).sort()).toEqual(
        events.map((event) => event.id).sort(),
      ),
    withinMs,
  );

async function consumerInfo() {
  const { manager } = await bus.jetstream();
  return manager.consumers.info('STOCK', CONSUMER);
}

const nothingIsOwed = () =>
  eventually(async () => {
    const { num_pending, num_ack_pending } = await consumerInfo();
    expect([num_pending, num_ack_pending]).toEqual([0, 0]);
  });

/** Puts a message on the stream past the broker's own protection against duplicates. */
async function publishRaw(payload: string) {
  const { client } = await bus.jetstream();
  await client.publish(StockUpdated.type, payload);
}

test('a duplicate has no second effect', async () => {
  run();
  const event = aStockEvent();
  for (let copy = 1; copy <= 5; copy++) await publishRaw(JSON.stringify(event));
  await nothingIsOwed();
  await effectsAre([event]);
});

test('a connection that breaks amid a transaction fails that, and nothing else', async () => {
  const trace = { correlationId: newId(), causationId: null };
  const broken = database.transaction(trace, async ({ db }) => {
    const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const { pid } = rows[0]!;
    await database.db.execute(sql`select pg_terminate_backend(${pid})`);
    // An error that nobody listens for would end the process meanwhile.
    await eventually(async () => {
      const left = await database.db.execute(sql`select from pg_stat_activity where pid = ${pid}`);
      expect(left.rowCount).toBe(0);
    });
    await db.execute(sql`select 1`);
  });
  await expect(broken).rejects.toThrow();
  await database.check();
});

test('an event is acknowledged after its commit and not before', async () => {
  const commit = gate();
  const inTransaction = gate();
  run(() => {
    inTransaction.open();
    return commit.passed;
  });
  const event = aStockEvent();
  await bus.publish(event);
  await inTransaction.passed;
  expect((await consumerInfo()).num_ack_pending).toBe(1);
  expect(await effects(database)).toEqual([]);
  commit.open();
  await effectsAre([event]);
  await nothingIsOwed();
});

test('a crash between commit and acknowledgement: delivered again, one effect', async () => {
  let deliveries = 0;
  run(undefined, (deliver) => async (consumer, events) => {
    const problems = await deliver(consumer, events);
    deliveries += 1;
    if (deliveries === 1) throw new Error('crashed before the acknowledgement');
    return problems;
  });
  const event = aStockEvent();
  await bus.publish(event);
  await eventually(() => expect(deliveries).toBe(2));
  await nothingIsOwed();
  await effectsAre([event]);
});

test('a handler slower than the broker waits for an answer is not given the event twice, nor is its replica', async () => {
  let deliveries = 0;
  const began = Date.now();
  const slowly = () => eventually(() => expect(Date.now() - began).toBeGreaterThan(1.3 * ACK_WAIT_MS));
  const counted = (deliver: Deliver): Deliver => {
    return (consumer, events) => {
      deliveries += 1;
      return deliver(consumer, events);
    };
  };
  for (const _replica of [1, 2]) run(slowly, counted);
  const event = aStockEvent();
  await bus.publish(event);
  await effectsAre([event]);
  await nothingIsOwed();
  expect(deliveries).toBe(1);
});

test('a handler that fails leaves nothing behind and is tried again', async () => {
  let failures = 0;
  run(async () => {
    failures += 1;
    if (failures < 3) throw new Error('not this time');
  });
  const event = aStockEvent();
  await bus.publish(event);
  await effectsAre([event]);
  expect(await database.db.select().from(deadLetters)).toEqual([]);
});

/** Locks rows that the effects of some aggregates touch, as somebody does who changes them and takes long. */
async function hold(aggregateIds: string[]) {
  const release = gate();
  const held = gate();
  const trace = { correlationId: newId(), causationId: null };
  const holding = database.transaction(trace, async ({ db }) => {
    for (const id of aggregateIds) await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`);
    held.open();
    await release.passed;
  });
  await held.passed;
  return async () => {
    release.open();
    await holding;
  };
}

/** Consumes stock events, each under the lock of its aggregate, with the patience that consumers have. */
function runLocked() {
  const patient = openDatabase(link.url, { name: 'consume-test-locked', poolSize: 7, lockTimeoutMs: 1_000 });
  const handle = oneByOne<Stock>(async ({ id, aggregateId, aggregateVersion }, { db }) => {
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${aggregateId}, 0))`);
    await db.execute(sql`insert into effects values (${id}, ${aggregateId}, ${aggregateVersion})`);
  });
  const deliver = deliverOnce(patient, [on(StockUpdated, handle)]);
  const options = { bus, aggregate: 'stock', consumer: CONSUMER, deadLetters: deadLetterTable(patient), log } as const;
  const end = consume({ ...options, deliver });
  running.push(async () => {
    await end();
    await patient.close();
  });
}

test('an aggregate that has to wait does not hold up the others', async () => {
  const [slow, quick] = [newId(), newId()];
  const release = await hold([slow]);
  runLocked();
  const waiting = aStockEvent(1, slow);
  const passing = [1, 2, 3].map((version) => aStockEvent(version, quick));
  for (const event of [waiting, ...passing]) await bus.publish(event);
  await effectsAre(passing);
  await release();
  await effectsAre([waiting, ...passing]);
});

test('slow aggregates hold up neither the rest of their batch nor the next ones', async () => {
  const slow = Array.from({ length: 20 }, () => newId());
  const release = await hold(slow);
  const waiting = slow.map((id) => aStockEvent(1, id));
  const passing = Array.from({ length: 200 }, () => aStockEvent());
  for (const event of [...waiting, ...passing]) await bus.publish(event);
  runLocked();
  await effectsAre(passing, 30_000);
  await release();
  await effectsAre([...waiting, ...passing], 30_000);
}, 70_000);

test('one event that cannot be handled fails alone, and the rest of its batch is applied in order', async () => {
  const ids = Array.from({ length: 10 }, () => newId());
  const events = [1, 2, 3, 4].flatMap((version) => ids.map((id) => aStockEvent(version, id)));
  for (const event of events) await bus.publish(event);
  const bad = events[25]!;
  const sizes: number[] = [];
  run(
    async ({ id }) => {
      if (id === bad.id) throw new Error('cannot be handled');
    },
    (deliver) => (consumer, some) => {
      sizes.push(some.length);
      return deliver(consumer, some);
    },
  );
  const others = events.filter((event) => event !== bad);
  await effectsAre(others);
  await eventually(async () => expect(await database.db.select().from(deadLetters)).toHaveLength(1), 20_000);
  expect(Math.max(...sizes)).toBeGreaterThan(1);
  const applied = await effects(database);
  for (const id of ids) {
    const versions = applied.filter((effect) => effect.aggregate_id === id).map((effect) => effect.aggregate_version);
    expect(versions).toEqual(versions.toSorted());
  }
}, 40_000);

test('events that fail again and again, however many, hold up no other', async () => {
  const failing = Array.from({ length: 700 }, () => aStockEvent());
  const failingIds = new Set(failing.map(({ id }) => id));
  let mended = false;
  const fail = async ({ id }: Stock) => {
    if (failingIds.has(id) && !mended) throw new Error('not yet mended');
  };
  run(fail, undefined, 12);
  await Promise.all(failing.map((event) => bus.publish(event)));
  await eventually(async () => expect((await consumerInfo()).num_ack_pending).toBe(700), 30_000);
  const good = aStockEvent();
  await bus.publish(good);
  await effectsAre([good]);
  mended = true;
  await eventually(async () => expect(await effects(database)).toHaveLength(701), 30_000);
}, 60_000);

test('a consumer that was made with other settings gets those of today', async () => {
  const { manager } = await bus.jetstream();
  const settings = { durable_name: CONSUMER, ack_policy: AckPolicy.Explicit, filter_subject: 'stock.>' };
  await manager.consumers.add('STOCK', { ...settings, max_ack_pending: 500 });
  run();
  await eventually(async () => expect((await consumerInfo()).config.max_ack_pending).toBe(-1));
  const event = aStockEvent();
  await bus.publish(event);
  await effectsAre([event]);
});

test.each([
  ['what is not JSON', 'nonsense', 'not JSON'],
  ['an unknown type', '{"type":"stock.vanished"}', 'no such event: stock.vanished'],
  ['no type', '[]', 'it has no type'],
  ['data of another shape', JSON.stringify({ ...aStockEvent(), data: { ticketId: 7 } }), 'data.ticketId'],
  ['zero bytes', 'zero\0byte', 'not JSON'],
])('poison becomes a dead letter and the others go on: %s', async (_what, payload, reason) => {
  run();
  await publishRaw(payload);
  const event = aStockEvent();
  await bus.publish(event);
  await effectsAre([event]);
  const letters = await eventually(async () => {
    const rows = await database.db.select().from(deadLetters);
    expect(rows).toHaveLength(1);
    return rows;
  });
  expect(letters[0]).toMatchObject({ consumer: CONSUMER, subject: 'stock.updated' });
  expect(letters[0]!.reason).toContain(reason);
  await nothingIsOwed();
});

test('what never arrives is waited for, then becomes a dead letter, and can be replayed once it has', async () => {
  let arrived = false;
  let deliveries = 0;
  const { deliver, store } = run(async () => {
    deliveries += 1;
    if (!arrived) throw new NotYet('its order has not arrived');
  });
  const event = aStockEvent();
  await bus.publish(event);
  await eventually(async () => expect(await database.db.select().from(deadLetters)).toHaveLength(1));
  expect(deliveries).toBe(3);
  expect(await effects(database)).toEqual([]);

  const ask = () => database.db.update(deadLetters).set({ replayRequestedAt: sql`clock_timestamp()` });
  await ask();
  expect(await store.replayRequested(deliver)).toBe(0);
  const [refused] = await database.db.select().from(deadLetters);
  expect(refused).toMatchObject({ reason: 'its order has not arrived', replayRequestedAt: null, replayedAt: null });

  arrived = true;
  await ask();
  expect(await store.replayRequested(deliver)).toBe(1);
  await effectsAre([event]);
  await ask();
  expect(await store.replayRequested(deliver)).toBe(0);
  await effectsAre([event]);
});

test('the database is down for longer than the tries last: nothing dies, all is applied on its return', async () => {
  let attempts = 0;
  run(undefined, (deliver) => (consumer, events) => {
    attempts += 1;
    return deliver(consumer, events);
  });
  link.cut();
  const events = [aStockEvent(), aStockEvent()];
  for (const event of events) await bus.publish(event);
  await eventually(() => expect(attempts).toBeGreaterThan(3 * events.length));
  link.restore();
  await effectsAre(events);
  expect(await database.db.select().from(deadLetters)).toEqual([]);
});

test('the broker is killed and forgets acknowledgements: every event has one effect', async () => {
  run();
  const before = Array.from({ length: 100 }, () => aStockEvent());
  await Promise.all(before.map((event) => bus.publish(event)));
  await eventually(async () => expect((await effects(database)).length).toBeGreaterThan(20));
  await nats.kill();
  await nats.start();
  const after = aStockEvent();
  await eventually(() => bus.publish(after));
  await effectsAre([...before, after]);
  await nothingIsOwed();
}, 60_000);

test('a consumer that is deleted is made again and starts over without repeating an effect', async () => {
  run();
  const first = aStockEvent();
  await bus.publish(first);
  await effectsAre([first]);
  const { manager } = await bus.jetstream();
  await manager.consumers.delete('STOCK', CONSUMER);
  const second = aStockEvent();
  await bus.publish(second);
  await effectsAre([first, second]);
});

test('a consumer that is ahead of a stream which a power cut set back starts over, and misses nothing', async () => {
  const messages = join(nats.folder, 'jetstream/$G/streams/STOCK/msgs');
  const publishSome = async () => {
    const events = Array.from({ length: 20 }, () => aStockEvent());
    for (const event of events) await bus.publish(event);
    return events;
  };
  run();
  const kept = await publishSome();
  await effectsAre(kept);
  await nats.kill();
  await cp(messages, `${nats.folder}-copy`, { recursive: true });
  await nats.start();
  await eventually(() => bus.check());
  const lost = await publishSome();
  await effectsAre([...kept, ...lost]);
  await nothingIsOwed();

  await stop();
  await nats.kill();
  await rm(messages, { recursive: true });
  await cp(`${nats.folder}-copy`, messages, { recursive: true });
  await rm(`${nats.folder}-copy`, { recursive: true });
  await nats.start();
  await eventually(() => bus.check());
  run();
  await eventually(async () => expect((await consumerInfo()).delivered.stream_seq).toBe(20));
  const after = await publishSome();
  await effectsAre([...kept, ...lost, ...after]);
}, 60_000);

test('stopping waits for what is being applied', async () => {
  const commit = gate();
  const inTransaction = gate();
  run(() => {
    inTransaction.open();
    return commit.passed;
  });
  const event = aStockEvent();
  await bus.publish(event);
  await inTransaction.passed;
  const stopped = stop();
  commit.open();
  await stopped;
  expect(await effects(database)).toHaveLength(1);
});
