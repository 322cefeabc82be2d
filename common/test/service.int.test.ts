import { StockUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { once, route } from '@frontrow/common/http';
import { addToOutbox, on, oneByOne } from '@frontrow/common/messaging';
import { apiConfig, type Kit } from '@frontrow/common/service';
import {
  aSession,
  aStock,
  cookieOf,
  eventually,
  requireEngine,
  startTestService,
  type TestService,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import { z } from 'zod';

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
    { field: 'text', message: 'must be a string' },
    { field: 'more', message: 'is not a known field' },
  ]);
});

test('is ready', async () => {
  await eventually(async () =>
    expect((await supertest(service.url).get('/health/ready')).body).toEqual({ status: 'ready', checks: {} }),
  );
  expect((await supertest(service.url).get('/api/notes/openapi.json')).body.openapi).toBe('3.1.0');
});
