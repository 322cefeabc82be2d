import { type EventOf, type StockState, StockUpdated } from '@frontrow/common/contracts';
import { type Database, newId } from '@frontrow/common/database';
import { type Bus, type Copy, project, rebuild } from '@frontrow/common/messaging';
import {
  aStock,
  createTestDatabase,
  eventOf,
  eventually,
  startTestNats,
  type TestDatabase,
  type TestEngine,
} from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { config, connect, migrations, type Service, start } from './support.ts';

const copies = pgTable('copies', {
  ticketId: uuid('ticket_id').primaryKey(),
  version: integer('version').notNull(),
  held: integer('held').notNull(),
  own: text('own').notNull().default('kept'),
});
const copy: Copy<StockState> = {
  name: 'copies',
  table: copies,
  key: 'ticketId',
  version: 'version',
  toRow: ({ ticketId, held }, version) => ({ ticketId, version, held }),
};
/** What followed from changed copies, in order. */
let reactions: string[];
const projection = project(copy, StockUpdated, {
  changed: async (events) => {
    for (const { aggregateId, aggregateVersion } of events) reactions.push(`${aggregateId} ${aggregateVersion}`);
  },
});

let nats: TestEngine;
let database: TestDatabase;
let service: Service;
let db: Database;
let bus: Bus;

beforeEach(async () => {
  reactions = [];
  [nats, database] = await Promise.all([startTestNats(), createTestDatabase(migrations)]);
  service = await start({ name: 'tickets', config, migrations, consumers: [() => projection] }, database.url, nats.url);
  await service.started;
  ({ db } = service.kit);
  bus = await connect(nats.url, 'owner');
  await bus.ensureStream('stock');
});
afterEach(async () => {
  await Promise.all([service.stop(), bus.close()]);
  await Promise.all([nats.remove(), database.drop()]);
});

const rows = () => db.db.select().from(copies);
const run = (query: ReturnType<typeof sql>) => db.db.execute(query);

/** Aggregates of three versions each, published and arrived. */
async function published(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  for (const id of ids) for (const version of [1, 2, 3]) await bus.publish(stockEvent(id, version));
  await eventually(() => expect(reactions).toEqual(expect.arrayContaining(ids.map((id) => `${id} 3`))));
  reactions = [];
  return ids;
}
const stockEvent = (id: string, version: number): EventOf<typeof StockUpdated> =>
  eventOf(StockUpdated, aStock({ ticketId: id, held: version }), { version });

test('what is missing, changed or claims a version that never was is put right, and nothing else is touched', async () => {
  const [lost, changed, ahead, behind, intact] = (await published(5)) as [string, string, string, string, string];
  const stranger = newId();
  await run(sql`insert into copies values (${stranger}, 1, 7)`);
  await run(sql`delete from copies where ticket_id = ${lost}`);
  await run(sql`update copies set held = 99, own = 'mine' where ticket_id = ${changed}`);
  await run(sql`update copies set version = 50 where ticket_id = ${ahead}`);
  await run(sql`update copies set version = 1, held = 1 where ticket_id = ${behind}`);
  const damaged = await rows();

  const found = { aggregates: 5, missing: 1, differed: 3, unknown: 1 };
  expect(await rebuild(db, bus, projection, { compareOnly: true })).toEqual(found);
  expect(await rows()).toEqual(damaged);
  expect(reactions).toEqual([]);

  expect(await rebuild(db, bus, projection)).toEqual(found);
  expect(new Map((await rows()).map(({ ticketId, version, held, own }) => [ticketId, [version, held, own]]))).toEqual(
    new Map([
      [lost, [3, 3, 'kept']],
      [changed, [3, 3, 'mine']],
      [ahead, [3, 3, 'kept']],
      [behind, [3, 3, 'kept']],
      [intact, [3, 3, 'kept']],
      [stranger, [1, 7, 'kept']],
    ]),
  );
  expect(reactions.sort()).toEqual([lost, changed, ahead, behind].map((id) => `${id} 3`).sort());

  reactions = [];
  expect(await rebuild(db, bus, projection)).toEqual({ ...found, missing: 0, differed: 0 });
  expect(reactions).toEqual([]);
});

test('the newest event alone is enough: what came before it may have been let go', async () => {
  const id = newId();
  await bus.publish(stockEvent(id, 9));
  await eventually(async () => expect(await rows()).toMatchObject([{ ticketId: id, version: 9 }]));
  await run(sql`delete from copies`);
  expect(await rebuild(db, bus, projection)).toMatchObject({ aggregates: 1, missing: 1 });
  expect(await rows()).toMatchObject([{ ticketId: id, version: 9, held: 9 }]);
});

test('while events go on arriving, none of them is undone', async () => {
  const ids = await published(10);
  const traffic = (async () => {
    for (let version = 4; version <= 60; version++) {
      await Promise.all(ids.map((id) => bus.publish(stockEvent(id, version))));
    }
  })();
  let over = false;
  traffic.finally(() => {
    over = true;
  });
  let seen = new Map<string, number>();
  while (!over) {
    await rebuild(db, bus, projection);
    const now = new Map((await rows()).map(({ ticketId, version }) => [ticketId, version]));
    for (const id of ids) expect(now.get(id)).toBeGreaterThanOrEqual(seen.get(id) ?? 3);
    seen = now;
  }
  await traffic;
  await eventually(async () => expect((await rows()).map(({ held }) => held)).toEqual(ids.map(() => 60)));
  expect(new Set(reactions).size).toBe(reactions.length);
});

test('a service lists its projections, and rebuilds one when asked in its database', async () => {
  const [id] = await published(1);
  await eventually(async () =>
    expect((await run(sql`select name, aggregate from projections order by name`)).rows).toEqual([
      { name: 'copies', aggregate: 'stock' },
      { name: 'revoked_sessions', aggregate: 'session' },
    ]),
  );
  await run(sql`delete from copies`);
  const ask = (name: string) =>
    run(sql`update projections set rebuilds_asked = rebuilds_asked + 1 where name = ${name}`);
  await Promise.all([ask('copies'), ask('revoked_sessions')]);
  await eventually(async () =>
    expect((await run(sql`select name, rebuilds_done as done, outcome from projections order by name`)).rows).toEqual([
      { name: 'copies', done: 1, outcome: { aggregates: 1, missing: 1, differed: 0, unknown: 0 } },
      { name: 'revoked_sessions', done: 1, outcome: { aggregates: 0, missing: 0, differed: 0, unknown: 0 } },
    ]),
  );
  expect(await rows()).toMatchObject([{ ticketId: id, version: 3, held: 3 }]);

  await nats.kill();
  await ask('copies');
  await eventually(async () => {
    const [row] = (await run(sql`select outcome from projections where name = 'copies'`)).rows;
    expect(row).toEqual({ outcome: { failed: expect.stringContaining('cannot reach NATS') } });
  });
});
