import { type Database, openDatabase } from '@frontrow/common/database';
import { type Bus, keepStreams, outbox, readStreamState, streamPositions } from '@frontrow/common/messaging';
import {
  createTestDatabase,
  eventually,
  startTestNats,
  type TestDatabase,
  type TestEngine,
} from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isNotNull, sql } from 'drizzle-orm';
import { connect, happen, log, migrations, publisher, start } from './support.ts';

let nats: TestEngine;
let testDatabase: TestDatabase;
let database: Database;
let bus: Bus;

/** A stream of three events that a service published; it is down now. */
beforeEach(async () => {
  [nats, testDatabase] = await Promise.all([startTestNats(), createTestDatabase(migrations)]);
  const service = await start(publisher, testDatabase.url, nats.url);
  await service.started;
  for (let count = 0; count < 3; count++) await happen(service.kit);
  database = openDatabase(testDatabase.url, { name: 'positions' });
  await eventually(async () => expect(await published()).toBe(3));
  await service.stop();
  bus = await connect(nats.url, 'orders');
});
afterEach(async () => {
  await Promise.all([bus.close(), database.close()]);
  await Promise.all([nats.remove(), testDatabase.drop()]);
});

const published = async () => {
  const rows = await database.db.select({ seq: outbox.seq }).from(outbox).where(isNotNull(outbox.publishedAt));
  return rows.length;
};
const kept = async () => (await readStreamState(bus, 'stock'))?.messages;
const areSound = (looksNeeded: number) => keepStreams({ database, bus, aggregates: ['stock'], log }, looksNeeded);

test('a loss is believed once it was seen so often in a row: the stream is made anew, to be filled again', async () => {
  const { manager } = await bus.jetstream();
  await manager.streams.deleteMessage('STOCK', 2);
  const look = areSound(3);
  expect([await look(), await look()]).toEqual([false, false]);
  expect([await kept(), await published()]).toEqual([2, 3]);
  expect(await look()).toBe(true);
  expect([await kept(), await published()]).toEqual([0, 0]);
});

test.each([
  ['what only seems lost for a moment, as an answer of the past does, destroys nothing', 3, { kept: 3, published: 3 }],
  ['control: with one look it would have', 1, { kept: 0, published: 0 }],
])('%s', async (_what, looksNeeded, expected) => {
  const look = areSound(looksNeeded);
  const seemLost = (by: number) => database.db.update(streamPositions).set({ streamSeq: 3 + by });
  for (let moment = 0; moment < 3; moment++) {
    await seemLost(1);
    await look();
    await look();
    await seemLost(0);
    await look();
  }
  expect({ kept: await kept(), published: await published() }).toEqual(expected);
});

test('a stream that seems missing is doubted as well, unless nothing was ever published', async () => {
  const { manager } = await bus.jetstream();
  await manager.streams.delete('STOCK');
  const look = areSound(2);
  expect([await look(), await kept()]).toEqual([false, undefined]);
  expect([await look(), await kept(), await published()]).toEqual([true, 0, 0]);

  await manager.streams.delete('STOCK');
  await database.db.execute(sql`delete from stream_positions`);
  expect([await areSound(2)(), await kept()]).toEqual([true, 0]);
});
