import { StockUpdated } from '@frontrow/common/contracts';
import { newId, openDatabase } from '@frontrow/common/database';
import { once, route } from '@frontrow/common/http';
import { addToOutbox, on, oneByOne } from '@frontrow/common/messaging';
import { apiConfig, type Kit } from '@frontrow/common/service';
import {
  aSession,
  aStock,
  cookieOf,
  eventually,
  gate,
  requireEngine,
  startTestService,
  type TestService,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import supertest from 'supertest';
import { z } from 'zod';
import { measureDatabase } from '../src/service/gauges.ts';
import { looked } from '../src/service/health.ts';

const config = z.object(apiConfig);
type NotesKit = Kit<z.infer<typeof config>, undefined>;

const addNote = (kit: NotesKit) =>
  route({
    method: 'post',
    path: '/',
    summary: 'Adds a note',
    session: 'required',
    body: z.strictObject({ text: z.string().max(20) }),
    answers: { 201: z.object({ id: z.string() }) },
    handle: (call) =>
      once(kit.db, call, async (tx) => {
        const id = newId();
        await tx.db.execute(sql`insert into notes (id, text) values (${id}, ${call.body.text})`);
        await addToOutbox(tx, {
          definition: StockUpdated,
          aggregateId: id,
          aggregateVersion: 1,
          data: aStock({ ticketId: id }),
        });
        return { status: 201, body: { id } };
      }),
  });

const onStock = (_kit: NotesKit) =>
  on(
    StockUpdated,
    oneByOne(async (event, tx) => {
      await tx.db.execute(sql`update notes set version = version + 1 where id = ${event.aggregateId}`);
    }),
  );

let service: TestService<z.infer<typeof config>, undefined>;
let cookie: string;

beforeAll(async () => {
  service = await startTestService(
    {
      name: 'orders',
      config,
      prefix: '/api/notes',
      migrations: new URL('./migrations', import.meta.url),
      routes: [addNote],
      consumers: [onStock],
    },
    { NATS_URL: requireEngine('TEST_NATS_URL') },
  );
  cookie = await cookieOf(aSession());
});
afterAll(() => service.stop());

test('what is committed is published and applied once', async () => {
  const answer = await supertest(service.url).post('/api/notes').set('cookie', cookie).send({ text: 'hello' });
  expect(answer.status).toBe(201);
  await eventually(async () => {
    const { rows } = await service.kit.db.db.execute(sql`select version from notes where id = ${answer.body.id}`);
    expect(rows).toEqual([{ version: 2 }]);
  });
});

test('bad input is named', async () => {
  const answer = await supertest(service.url).post('/api/notes').set('cookie', cookie).send({ text: 1, more: 2 });
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toEqual([
    { field: 'text', message: 'must be a string', code: 'invalid' },
    { field: 'more', message: 'is not a known field', code: 'unknown_field' },
  ]);
});

test('is ready', async () => {
  await eventually(async () =>
    expect((await supertest(service.url).get('/health/ready')).body).toEqual({ status: 'ready', checks: {} }),
  );
  expect((await supertest(service.url).get('/api/notes/openapi.json')).body.openapi).toBe('3.1.0');
});

test('its metrics tell how many events wait to be published and to be handled', async () => {
  const metrics = async () => (await supertest(service.url).get('/metrics')).text;
  await eventually(async () =>
    expect(await metrics()).toContain('consumer_pending{consumer="orders-stock",service="orders"} 0'),
  );
  await supertest(service.url).post('/api/notes').set('cookie', cookie).send({ text: 'counted' });
  await eventually(async () => expect(await metrics()).toContain('outbox_pending{service="orders"} 0'));
});

test('the metrics are there also while the database is not', async () => {
  const database = openDatabase('postgres://127.0.0.1:1/nothing', { name: 'metrics-test' });
  const registry = new Registry();
  measureDatabase(database, registry);
  new Gauge({ name: 'something_else', help: 'Something else', registers: [registry] }).set(7);
  const text = await registry.metrics();
  expect(text).toContain('something_else 7');
  expect(text).not.toMatch(/^outbox_pending/m);
  await database.close();
});

describe('a look at the health of something', () => {
  test('is shared by all who ask within a second', async () => {
    let looks = 0;
    const check = looked(async () => {
      looks += 1;
    });
    await Promise.all([check(), check(), check()]);
    await check();
    expect(looks).toBe(1);
  });

  test('is made anew later, and what it found before does not stay', async () => {
    const outcomes = [() => Promise.reject(new Error('away')), () => Promise.resolve()];
    const check = looked(() => outcomes.shift()!(), { everyMs: 0 });
    await expect(check()).rejects.toThrow('away');
    await expect(check()).resolves.toBeUndefined();
  });

  test('that takes too long has failed for who asks, and no other is begun meanwhile', async () => {
    let looks = 0;
    const answer = gate();
    const check = looked(
      () => {
        looks += 1;
        return answer.passed;
      },
      { everyMs: 0, deadlineMs: 20 },
    );
    await expect(check()).rejects.toThrow('does not answer');
    await expect(check()).rejects.toThrow('does not answer');
    expect(looks).toBe(1);
    answer.open();
    await eventually(check);
  });
});
