import { Id, Paging, SessionRevoked } from '@frontrow/common/contracts';
import { newId, type Queryable } from '@frontrow/common/database';
import { conflict, notFound, once, openFeed, rememberRevocation, route } from '@frontrow/common/http';
import {
  aSession,
  badCookies,
  cookieOf,
  eventOf,
  eventually,
  gate,
  startTestService,
  type TestService,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import { z } from 'zod';
import { type Config, config, migrations, type TestKit } from './support.ts';

const NewNote = z.strictObject({
  text: z.string().max(20),
  tags: z.array(z.strictObject({ name: z.string() })).optional(),
  count: z.int().min(1).optional(),
});

const insert = async (kit: { db: Queryable }, text: string) => {
  const id = newId();
  await kit.db.db.execute(sql`insert into notes (id, text) values (${id}, ${text})`);
  return id;
};

/** Held while commands run, so that tests can have two at once. */
let running = gate();

const addNote = (kit: TestKit) =>
  route({
    method: 'post',
    path: '/',
    summary: 'Adds a note',
    session: 'required',
    body: NewNote,
    answers: { 201: z.object({ id: Id }) },
    handle: (call) =>
      once(kit.db, call, async (tx) => {
        if (call.body.text === 'refused')
          throw conflict({ message: 'not that one', code: 'refused' }, { available: 0 });
        const id = newId();
        await tx.db.execute(sql`insert into notes (id, text) values (${id}, ${call.body.text})`);
        await running.passed;
        return { status: 201, body: { id } };
      }),
  });

/** The same without the guard: what `once` is there to prevent. */
const addCarelessly = (kit: TestKit) =>
  route({
    method: 'post',
    path: '/careless',
    summary: 'Adds a note, heedless of keys',
    session: 'required',
    body: NewNote,
    answers: { 201: z.object({ id: Id }) },
    handle: async ({ body }) => ({ status: 201, body: { id: await insert(kit, body.text) } }),
  });

/** A command that needs no body. */
const addBlank = (kit: TestKit) =>
  route({
    method: 'post',
    path: '/blank',
    summary: 'Adds an empty note',
    session: 'required',
    answers: { 201: z.object({ id: Id }) },
    handle: (call) => once(kit.db, call, async (tx) => ({ status: 201, body: { id: await insert({ db: tx }, '') } })),
  });

const getNote = (_kit: TestKit) =>
  route({
    method: 'get',
    path: '/:id',
    summary: 'Shows a note',
    session: 'optional',
    params: z.object({ id: Id }),
    answers: { 200: z.object({ text: z.string() }) },
    handle: () => Promise.reject(notFound('note')),
  });

const listNotes = (_kit: TestKit) =>
  route({
    method: 'get',
    path: '/',
    summary: 'Lists notes',
    session: 'none',
    query: Paging,
    answers: { 200: z.array(z.string()) },
    handle: async ({ query }) => ({ status: 200, body: [query.limit] }),
  });

const fail = (_kit: TestKit) =>
  route({
    method: 'get',
    path: '/broken/secretly',
    summary: 'Fails',
    session: 'none',
    answers: { 200: null },
    handle: () => Promise.reject(new Error('the password is hunter2')),
  });

const watch = (kit: TestKit) => {
  const feed = openFeed({
    load: async (ids) => ids.map((id) => ({ id, version: 1, state: { id } })),
    topic: 'notes',
    signals: kit.bus,
    onError: (error) => kit.log.error({ err: error }, 'feed'),
  });
  return route({
    method: 'get',
    path: '/:id/stream',
    summary: 'Streams a note',
    session: 'required',
    params: z.object({ id: Id }),
    answers: { 200: null },
    async handle({ params }) {
      return { stream: (await feed.subscribe(params.id))!.stream };
    },
  });
};

/** A file that breaks at the line `breaksAt`. */
const download = (_kit: TestKit) =>
  route({
    method: 'get',
    path: '/file/:breaksAt',
    summary: 'Sends a file',
    session: 'none',
    params: z.object({ breaksAt: z.coerce.number() }),
    answers: { 200: z.string() },
    produces: 'text/plain',
    handle: async ({ params }) => ({
      file: { name: 'notes.txt', type: 'text/plain', content: lines(params.breaksAt) },
    }),
  });

async function* lines(breaksAt: number) {
  for (let line = 0; line < 10_000; line += 1) {
    if (line === breaksAt) throw new Error('the password is hunter2');
    yield `line ${line}\n`;
  }
}

let service: TestService<Config, undefined>;
let cookie: string;
const session = aSession();

const startNotes = () =>
  startTestService({
    name: 'orders',
    config,
    prefix: '/api/notes',
    migrations,
    routes: [fail, download, addNote, addCarelessly, addBlank, getNote, listNotes, watch],
  });

beforeAll(async () => {
  running.open();
  service = await startNotes();
  cookie = await cookieOf(session);
});
afterAll(() => service.stop());

const api = () => supertest(service.url);
const post = (body: unknown, path = '/api/notes') =>
  api()
    .post(path)
    .set('cookie', cookie)
    .send(body as object);

async function countNotes(text: string): Promise<number> {
  const { rows } = await service.kit.db.db.execute<{ n: number }>(
    sql`select count(*)::int as n from notes where text = ${text}`,
  );
  return rows[0]!.n;
}

describe('problems', () => {
  test('every problem is application/problem+json with errors and a correlation id', async () => {
    const answer = await api().get('/api/nothing').set('x-correlation-id', 'abc-1');
    expect(answer.status).toBe(404);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      errors: [{ message: 'there is no such page', code: 'not_found', params: { what: 'page' } }],
      correlationId: 'abc-1',
    });
    expect(answer.headers['x-correlation-id']).toBe('abc-1');
  });

  test('a correlation id that is not one is replaced', async () => {
    const answer = await api().get('/api/nothing').set('x-correlation-id', 'a b<script>');
    expect(answer.body.correlationId).toMatch(/^[\w-]{36}$/);
  });

  test('an unknown error is a 500 that hides its detail', async () => {
    const answer = await api().get('/api/notes/broken/secretly');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('hunter2');
  });

  test('a rejection carries its further members', async () => {
    const answer = await post({ text: 'refused' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ available: 0, errors: [{ message: 'not that one' }] });
  });
});

describe('files', () => {
  const fetchFile = (breaksAt: number) => fetch(`${service.url}/api/notes/file/${breaksAt}`);

  test('are sent whole, to be kept under their name', async () => {
    const answer = await fetchFile(-1);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=notes.txt');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answer.text()).trimEnd().split('\n').at(-1)).toBe('line 9999');
  });

  test('that cannot even be begun are a problem like any other', async () => {
    const answer = await fetchFile(0);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  test('that break half-way are never taken for whole', async () => {
    const answer = await fetchFile(5000);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  test('are described with their media type', async () => {
    const { body } = await api().get('/api/notes/openapi.json');
    const { content } = body.paths['/api/notes/file/{breaksAt}'].get.responses['200'];
    expect(Object.keys(content)).toEqual(['text/plain']);
  });
});

describe('input', () => {
  test.each([
    ['a missing field', {}, [{ field: 'text', message: 'is required', code: 'required' }]],
    ['a wrong type', { text: 7 }, [{ field: 'text', message: 'must be a string', code: 'invalid' }]],
    ['null', { text: null }, [{ field: 'text', message: 'must be a string', code: 'invalid' }]],
    [
      'too long',
      { text: 'x'.repeat(21) },
      [{ field: 'text', message: 'must be at most 20', code: 'too_long', params: { max: 20 } }],
    ],
    [
      'too small',
      { text: 'a', count: 0 },
      [{ field: 'count', message: 'must be at least 1', code: 'too_low', params: { min: 1 } }],
    ],
    [
      'an unknown key',
      { text: 'a', admin: true },
      [{ field: 'admin', message: 'is not a known field', code: 'unknown_field' }],
    ],
    ['an array', [], [{ field: 'body', message: 'must be an object', code: 'invalid' }]],
    [
      'nested',
      { text: 'a', tags: [{ name: 1 }] },
      [{ field: 'tags.0.name', message: 'must be a string', code: 'invalid' }],
    ],
    [
      'nested unknown',
      { text: 'a', tags: [{ name: '', x: 1 }] },
      [{ field: 'tags.0.x', message: 'is not a known field', code: 'unknown_field' }],
    ],
    ['a zero byte', { text: 'a\0b' }, [{ field: 'text', message: 'must not contain a zero byte', code: 'zero_byte' }]],
    [
      'a zero byte in a key',
      { text: 'a', 'b\0': 1 },
      [{ field: 'body', message: 'must not contain a zero byte', code: 'zero_byte' }],
    ],
    [
      'half a character',
      { text: 'a\ud800b' },
      [{ field: 'text', message: 'must be well-formed Unicode', code: 'malformed_text' }],
    ],
  ])('%s is a 400 that names the field', async (_what, body, errors) => {
    const answer = await post(body);
    expect([answer.status, answer.body.errors]).toEqual([400, errors]);
  });

  test.each([
    ['malformed JSON', 'application/json', '{"text":', 400, 'body'],
    ['no JSON at all', 'application/json', 'hello', 400, 'body'],
    ['another content type', 'text/plain', '{"text":"a"}', 415, undefined],
    ['a form', 'application/x-www-form-urlencoded', 'text=a', 415, undefined],
    ['an unknown charset', 'application/json; charset=klingon', '{"text":"a"}', 415, undefined],
    ['deeply nested JSON', 'application/json', `{"text":${'['.repeat(8_000)}${']'.repeat(8_000)}}`, 400, 'text'],
    ['too large a body', 'application/json', JSON.stringify({ text: 'x'.repeat(17_000) }), 413, 'body'],
  ])('%s', async (_what, type, body, status, field) => {
    const answer = await api().post('/api/notes').set('cookie', cookie).set('content-type', type).send(body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(answer.body.errors[0].field).toBe(field);
  });

  test.each([
    ['/api/notes/not-an-id', 'id'],
    ['/api/notes/%00', 'url'],
    ['/api/notes/%E0%A4%A', 'url'],
    ['/api/notes?limit=0', 'limit'],
    ['/api/notes?limit=101', 'limit'],
    ['/api/notes?limit=many', 'limit'],
    ['/api/notes?limit=1&limit=2', 'limit'],
    ['/api/notes?order=asc', 'order'],
    [`/api/notes/${newId()}?x=1`, 'x'],
  ])('%s is a 400 about %s', async (path, field) => {
    const answer = await api().get(path);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([400, field]);
  });

  test('paths are found in any case', async () => {
    expect((await api().get('/API/Notes?limit=3')).body).toEqual([3]);
  });
});

describe('sessions', () => {
  test('none or a bad one is a 401', async () => {
    for (const [why, bad] of [['missing', ''], ...(await badCookies())] as const) {
      const answer = await api().post('/api/notes').set('cookie', bad).send({ text: 'forged' });
      expect([why, answer.status]).toEqual([why, 401]);
    }
    expect(await countNotes('forged')).toBe(0);
  });

  test('a bad one does not matter where none is needed', async () => {
    expect((await api().get('/api/notes').set('cookie', 'session=nonsense')).status).toBe(200);
    expect((await api().get(`/api/notes/${newId()}`).set('cookie', 'session=nonsense')).status).toBe(404);
  });

  test('one that another replica has revoked is a 401 with the next look', async () => {
    const revoked = aSession();
    const cookie = await cookieOf(revoked);
    const add = () => api().post('/api/notes').set('cookie', cookie).send({ text: 'a' });
    expect((await add()).status).toBe(201);
    await rememberRevocation(service.kit.db, revoked.id, revoked.expiresAt);
    await eventually(async () => expect((await add()).status).toBe(401));
  });

  test('one whose revocation was applied here is a 401 at once', async () => {
    const revoked = aSession();
    const { id, userId, expiresAt } = revoked;
    const cookie = await cookieOf(revoked);
    const add = () => api().post('/api/notes').set('cookie', cookie).send({ text: 'a' });
    expect((await add()).status).toBe(201);
    const data = { id, userId, revokedAt: new Date().toISOString(), expiresAt: expiresAt.toISOString() };
    await service.deliver('orders-session', eventOf(SessionRevoked, data));
    expect((await add()).status).toBe(401);
  });
});

describe('other sites', () => {
  test.each([
    ['our own origin', { origin: 'http://frontrow.test' }, 201],
    ['no origin: a program', {}, 201],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://frontrow.test' }, 201],
    ['typed in by the user', { 'sec-fetch-site': 'none' }, 201],
    ['another origin', { origin: 'http://evil.test' }, 403],
    ['our origin on another port', { origin: 'http://frontrow.test:81' }, 403],
    ['a hidden origin', { origin: 'null' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling of ours', { 'sec-fetch-site': 'same-site', origin: 'http://frontrow.test' }, 403],
  ])('%s', async (_who, headers, status) => {
    const answer = await post({ text: 'a' }).set(headers);
    expect(answer.status).toBe(status);
  });

  test('may read', async () => {
    expect((await api().get('/api/notes').set('origin', 'http://evil.test')).status).toBe(200);
  });
});

describe('idempotency keys', () => {
  const keyed = (key: string, body: object, path?: string) => post(body, path).set('idempotency-key', key);

  test('the same request gets the same answer and is done once', async () => {
    const key = newId();
    const first = await keyed(key, { text: 'again' });
    const second = await keyed(key, { text: 'again' });
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await countNotes('again')).toBe(1);
  });

  test('ten at once: one effect and one answer', async () => {
    running = gate();
    const key = newId();
    const requests = Promise.all(Array.from({ length: 10 }, () => keyed(key, { text: 'at once' })));
    await eventually(async () => {
      const { rows } = await service.kit.db.db.execute(
        sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows.length).toBe(9);
    });
    running.open();
    const answers = await requests;
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await countNotes('at once')).toBe(1);
  });

  test('negative control: without the guard there are as many effects as requests', async () => {
    const key = newId();
    await Promise.all(Array.from({ length: 10 }, () => keyed(key, { text: 'careless' }, '/api/notes/careless')));
    expect(await countNotes('careless')).toBe(10);
  });

  test('another body with the same key is a 409 and changes nothing', async () => {
    const key = newId();
    await keyed(key, { text: 'this' });
    const { status, body } = await keyed(key, { text: 'that' });
    expect([status, body.errors[0].code]).toEqual([409, 'key_reused']);
    expect(await countNotes('that')).toBe(0);
  });

  test('the order of members does not make another body', async () => {
    const key = newId();
    const first = await keyed(key, { text: 'ordered', count: 1 });
    const second = await keyed(key, { count: 1, text: 'ordered' });
    expect(second.body).toEqual(first.body);
  });

  test('a request without a body may have a key, too', async () => {
    const send = (key: string) => api().post('/api/notes/blank').set('cookie', cookie).set('idempotency-key', key);
    const key = newId();
    const [first, second, other] = [await send(key), await send(key), await send(newId())];
    expect([first.status, second.body]).toEqual([201, first.body]);
    expect(other.body.id).not.toBe(first.body.id);
  });

  test('keys of two users do not meet', async () => {
    const key = newId();
    const mine = await keyed(key, { text: 'ours' });
    const theirs = await keyed(key, { text: 'ours' }).set('cookie', await cookieOf(aSession()));
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test('a refusal is not kept: nothing was done', async () => {
    const key = newId();
    expect((await keyed(key, { text: 'refused' })).status).toBe(409);
    expect((await keyed(key, { text: 'allowed' })).status).toBe(201);
  });

  test.each(['', 'has space', 'x'.repeat(256)])('"%s" is no key', async (key) => {
    const answer = await keyed(key, { text: 'a' });
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'Idempotency-Key']);
  });
});

describe('streams', () => {
  /** Opens a stream; resolves `first` with its first state and `ended` with when it ended. */
  async function open(url: string, headers: Record<string, string>) {
    const answer = await fetch(`${url}/api/notes/${newId()}/stream`, { headers });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const first = gate();
    const ended = (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        text += part.value;
        if (text.includes('event: state\ndata: {')) first.open();
      }
      return Date.now();
    })();
    await first.passed;
    return { type: answer.headers.get('content-type'), ended };
  }

  test('end within two seconds of a revocation', async () => {
    const watching = aSession();
    const { type, ended } = await open(service.url, { cookie: await cookieOf(watching) });
    expect(type).toBe('text/event-stream');
    const revokedAt = Date.now();
    await rememberRevocation(service.kit.db, watching.id, watching.expiresAt);
    expect((await ended) - revokedAt).toBeLessThan(2_000);
  });

  test('end when their session expires', async () => {
    const expiresAt = new Date(Date.now() + 2_000);
    const { ended } = await open(service.url, { cookie: await cookieOf(aSession({ expiresAt })) });
    expect(await ended).toBeLessThan(expiresAt.getTime() + 2_000);
  });

  test('end when the service stops, and do not hold it up', async () => {
    const stopping = await startNotes();
    const { ended } = await open(stopping.url, { cookie });
    const began = Date.now();
    await stopping.stop();
    await ended;
    expect(Date.now() - began).toBeLessThan(4_000);
  });
});
