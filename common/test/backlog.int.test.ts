import { BacklogView, Id, StockUpdated } from '@frontrow/common/contracts';
import type { Database } from '@frontrow/common/database';
import { route } from '@frontrow/common/http';
import { on } from '@frontrow/common/messaging';
import type { ServiceDefinition } from '@frontrow/common/service';
import {
  aSession,
  cookieOf,
  eventually,
  gate,
  requireEngine,
  startTestService,
  type TestService,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { Registry } from 'prom-client';
import supertest from 'supertest';
import { z } from 'zod';
import { measureDatabase } from '../src/service/gauges.ts';
import { type Config, config, happen, migrations } from './support.ts';

/** Handlers wait for it, so that events are under way for as long as a test wants. */
let handling = gate();

const definition: ServiceDefinition<Config, undefined> = {
  name: 'orders',
  config,
  prefix: '/api/notes',
  migrations,
  routes: [
    () =>
      route({
        method: 'get',
        path: '/:id',
        summary: 'One note',
        session: 'required',
        params: z.strictObject({ id: Id }),
        answers: { 200: z.object({}) },
        handle: async () => ({ status: 200, body: {} }),
      }),
  ],
  consumers: [() => on(StockUpdated, () => handling.passed)],
};

let service: TestService<Config, undefined>;
const ask = async (role: 'operator' | 'user') =>
  supertest(service.url)
    .get('/api/notes/backlog')
    .set('cookie', await cookieOf(aSession({ role })));
const backlog = async () => BacklogView.parse((await ask('operator')).body);

describe('while the bus is away', () => {
  beforeAll(async () => {
    service = await startTestService(definition);
  });
  afterAll(() => service.stop());

  test('an operator sees what waits, and what cannot be read now', async () => {
    await happen(service.kit);
    await happen(service.kit);
    await service.kit.db.db.execute(sql`
      insert into dead_letters (id, consumer, subject, payload, reason, replayed_at)
      values (gen_random_uuid(), 'orders-stock', 'stock.updated', '{}', 'no such thing', null),
             (gen_random_uuid(), 'orders-stock', 'stock.updated', '{}', 'replayed since', now())`);
    await service.kit.db.db.execute(sql`update outbox set created_at = created_at - interval '1 hour' where seq = 1`);
    const answer = await ask('operator');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { oldestPendingSeconds, ...rest } = BacklogView.parse(answer.body);
    expect(rest).toEqual({
      service: 'orders',
      outboxPending: 2,
      deadLetters: 1,
      consumers: [
        { consumer: 'orders-stock', pending: null },
        { consumer: 'orders-session', pending: null },
      ],
      busConnected: false,
    });
    expect(oldestPendingSeconds).toBeGreaterThanOrEqual(3600);
    expect(oldestPendingSeconds).toBeLessThan(7200);
  });

  test('nobody else does', async () => {
    expect((await ask('user')).status).toBe(403);
    expect((await supertest(service.url).get('/api/notes/backlog')).status).toBe(401);
  });

  test('the OpenAPI document describes it', async () => {
    const { body } = await supertest(service.url).get('/api/notes/openapi.json');
    expect(body.paths['/api/notes/backlog'].get).toMatchObject({
      security: [{ session: [] }],
      responses: { 200: expect.anything(), 401: expect.anything(), 403: expect.anything() },
    });
  });
});

test('with the bus it counts what a consumer has not handled yet', async () => {
  service = await startTestService(definition, { NATS_URL: requireEngine('TEST_NATS_URL') });
  await eventually(async () =>
    expect(await backlog()).toMatchObject({ outboxPending: 0, oldestPendingSeconds: 0, busConnected: true }),
  );
  const pending = async () => (await backlog()).consumers.find(({ consumer }) => consumer === 'orders-stock')?.pending;
  await eventually(async () => expect(await pending()).toBe(0));
  await happen(service.kit);
  await eventually(async () => expect(await pending()).toBe(1));
  handling.open();
  await eventually(async () => expect(await pending()).toBe(0));
  handling = gate();
  await service.stop();
});

test('one look serves the metrics and all who ask', async () => {
  let looks = 0;
  const execute = async () => {
    looks += 1;
    return { rows: [{ n: '7' }] };
  };
  const registry = new Registry();
  const read = measureDatabase({ db: { execute } } as unknown as Database, registry);
  const [first] = await Promise.all([read(), read(), registry.metrics()]);
  expect(first).toEqual({ outboxPending: 7, oldestPendingSeconds: 7, deadLetters: 7 });
  expect(looks).toBe(3);
});

test('what cannot be read is null, and keeps nothing else from being told', async () => {
  let asked = 0;
  const execute = async () => {
    asked += 1;
    if (asked === 1) throw new Error('too slow');
    return { rows: [{ n: '0' }] };
  };
  const read = measureDatabase({ db: { execute } } as unknown as Database, new Registry());
  expect(await read()).toEqual({ outboxPending: null, oldestPendingSeconds: 0, deadLetters: 0 });
});
