import { cp, rm } from 'node:fs/promises';
import { newId } from '@frontrow/common/database';
import { outbox, readEvents } from '@frontrow/common/messaging';
import {
  createTestDatabase,
  eventually,
  gate,
  startTestNats,
  type TestDatabase,
  type TestEngine,
} from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isNull, sql } from 'drizzle-orm';
import supertest from 'supertest';
import { connect, effects, happen, migrations, projector, publisher, type Service, start } from './support.ts';

let nats: TestEngine;
let database: TestDatabase;
const opened: Service[] = [];

beforeEach(async () => {
  [nats, database] = await Promise.all([startTestNats(), createTestDatabase(migrations)]);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((service) => service.stop()));
  await Promise.all([nats.remove(), database.drop()]);
});

async function startPublisher() {
  const service = await start(publisher, database.url, nats.url);
  await service.started;
  opened.push(service);
  return service;
}

/** The ids of the aggregates whose events the broker has, in its order. */
async function published(): Promise<string[]> {
  const bus = await connect(nats.url, 'reader');
  try {
    return (await readEvents(bus, 'stock', new Date(0))).map((event) => event.aggregateId);
  } finally {
    await bus.close();
  }
}

test('events are published after their commit and never before; what is rolled back never', async () => {
  const { kit } = await startPublisher();
  const [commit, written] = [gate(), gate()];
  const early = newId();
  const pending = happen(kit, {
    id: early,
    before: () => {
      written.open();
      return commit.passed;
    },
  });
  await written.passed;
  const refused = happen(kit, { before: () => Promise.reject(new Error('rolled back')) });
  await expect(refused).rejects.toThrow('rolled back');
  const later = await happen(kit);

  await eventually(async () => expect(await published()).toEqual([later]));
  commit.open();
  await pending;
  await eventually(async () => expect(await published()).toEqual([later, early]));
});

test('the versions of an aggregate are published in order', async () => {
  const { kit } = await startPublisher();
  const id = newId();
  for (let version = 1; version <= 40; version++) await happen(kit, { id, version });
  const bus = await connect(nats.url, 'reader');
  await eventually(async () => {
    const versions = (await readEvents(bus, 'stock', new Date(0))).map((event) => event.aggregateVersion);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
  await bus.close();
});

test('the broker is down at the start: it says so, keeps the events and publishes them later', async () => {
  await nats.kill();
  const service = await startPublisher();
  const id = await happen(service.kit);
  // It takes orders without a bus.
  await eventually(async () => expect((await supertest(service.url).get('/health/ready')).status).toBe(200));
  const metrics = async () => (await supertest(service.url).get('/metrics')).text;
  expect(await metrics()).toContain('bus_connected{service="orders"} 0');
  expect(await metrics()).toContain('outbox_pending{service="orders"} 1');
  await nats.start();
  await eventually(async () => expect(await published()).toEqual([id]));
  await eventually(async () => expect(await metrics()).toContain('bus_connected{service="orders"} 1'));
});

test('the broker is killed twice during traffic: every event has exactly one effect', async () => {
  const { kit } = await startPublisher();
  const copy = await createTestDatabase(migrations);
  const reader = await start(projector, copy.url, nats.url);
  const ids = Array.from({ length: 20 }, newId);
  const traffic = (async () => {
    for (let version = 1; version <= 20; version++) {
      await Promise.all(ids.map((id) => happen(kit, { id, version })));
    }
  })();
  const someEffects = (count: number) =>
    eventually(async () => expect((await effects(reader.kit.db)).length).toBeGreaterThan(count), 20_000);
  await someEffects(10);
  await nats.kill();
  await nats.start();
  await someEffects(150);
  await nats.kill();
  await nats.start();
  await traffic;
  await someEffects(399);
  const all = await effects(reader.kit.db);
  expect(all).toHaveLength(400);
  expect(new Set(all.map((effect) => effect.event_id)).size).toBe(400);
  await reader.stop();
  await copy.drop();
}, 60_000);

test('the broker loses its whole store: streams and consumers are made again and every event arrives', async () => {
  const { kit } = await startPublisher();
  const copy = await createTestDatabase(migrations);
  const reader = await start(projector, copy.url, nats.url);
  const before = await Promise.all(Array.from({ length: 30 }, () => happen(kit)));
  await eventually(async () => expect(await effects(reader.kit.db)).toHaveLength(30));

  await nats.wipe();
  const after = await Promise.all(Array.from({ length: 10 }, () => happen(kit)));
  await eventually(async () => expect((await published()).sort()).toEqual([...before, ...after].sort()));
  await eventually(async () => expect(await effects(reader.kit.db)).toHaveLength(40));
  await reader.stop();
  await copy.drop();
});

test('the broker is set back to an earlier state: the stream is made anew and no effect is lost or repeated', async () => {
  const { kit } = await startPublisher();
  const copy = await createTestDatabase(migrations);
  const reader = await start(projector, copy.url, nats.url);
  const happenings = (count: number) => Promise.all(Array.from({ length: count }, () => happen(kit)));
  const effectsOf = (count: number) =>
    eventually(async () => expect(await effects(reader.kit.db)).toHaveLength(count), 20_000);
  const before = await happenings(30);
  await effectsOf(30);
  await nats.kill();
  const earlier = `${nats.folder}-earlier`;
  await cp(nats.folder, earlier, { recursive: true });
  await nats.start();
  const forgotten = await happenings(30);
  await effectsOf(60);

  await nats.kill();
  await rm(nats.folder, { recursive: true });
  await cp(earlier, nats.folder, { recursive: true });
  await rm(earlier, { recursive: true });
  await nats.start();
  const after = await happenings(10);
  await eventually(async () => expect((await published()).sort()).toEqual([...before, ...forgotten, ...after].sort()));
  await effectsOf(70);
  const { manager } = await kit.bus.jetstream();
  await eventually(async () => {
    const { num_pending, num_ack_pending } = await manager.consumers.info('STOCK', 'tickets-stock');
    expect([num_pending, num_ack_pending]).toEqual([0, 0]);
  });
  await effectsOf(70);
  await reader.stop();
  await copy.drop();
}, 60_000);

test('a broker that only restarted has everything: nothing is published again', async () => {
  const { kit } = await startPublisher();
  const ids = await Promise.all(Array.from({ length: 20 }, () => happen(kit)));
  const firstMarks = await marks(20);
  await nats.kill();
  await nats.start();
  ids.push(await happen(kit));
  await eventually(async () => expect((await published()).sort()).toEqual(ids.sort()));
  expect((await marks(21)).slice(0, 20)).toEqual(firstMarks);

  /** When each event was published, once all are. */
  async function marks(count: number) {
    return eventually(async () => {
      const rows = await kit.db.db.select({ at: outbox.publishedAt }).from(outbox).orderBy(outbox.seq);
      expect(rows.filter(({ at }) => at !== null)).toHaveLength(count);
      return rows;
    });
  }
});

test('a stream that is deleted while all runs is made again, with what it had', async () => {
  const { kit } = await startPublisher();
  const first = await happen(kit);
  await eventually(async () => expect(await published()).toEqual([first]));
  const { manager } = await kit.bus.jetstream();
  await manager.streams.delete('STOCK');
  const second = await happen(kit);
  await eventually(async () => expect((await published()).sort()).toEqual([first, second].sort()));
});

test('one replica leads; when its connection is terminated or it stops, another takes over', async () => {
  const [first, second] = [await startPublisher(), await startPublisher()];
  const leader = await eventually(soleLeader);
  await first.kit.db.db.execute(sql`select pg_terminate_backend(${leader})`);
  const next = await eventually(async () => {
    const pid = await soleLeader();
    expect(pid).not.toBe(leader);
    return pid;
  });
  const id = await happen(first.kit);
  await eventually(async () => expect(await published()).toEqual([id]));

  await first.stop();
  await happen(second.kit);
  await eventually(async () => expect(await published()).toHaveLength(2));
  await eventually(soleLeader);
  expect(next).toBeDefined();

  async function soleLeader(): Promise<number> {
    const { rows } = await second.kit.db.db.execute<{ pid: number }>(
      sql`select l.pid from pg_locks l join pg_stat_activity a using (pid)
          where l.locktype = 'advisory' and l.granted and a.datname = current_database() and a.application_name = 'outbox-relay'`,
    );
    expect(rows).toHaveLength(1);
    return rows[0]!.pid;
  }
});

test('published events are marked, and only once acknowledged', async () => {
  const { kit } = await startPublisher();
  const id = await happen(kit);
  await eventually(async () => expect(await published()).toEqual([id]));
  await eventually(async () =>
    expect(await kit.db.db.select().from(outbox).where(isNull(outbox.publishedAt))).toEqual([]),
  );
  await nats.kill();
  await happen(kit);
  expect(await kit.db.db.select().from(outbox).where(isNull(outbox.publishedAt))).toHaveLength(1);
});
