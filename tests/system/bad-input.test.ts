import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countChanges } from './support/changes.ts';
import { type Endpoint, pathOf, readEndpoints } from './support/endpoints.ts';
import { problemOf, type Request, send } from './support/http.ts';
import { newcomer } from './support/people.ts';

let endpoints: Endpoint[] = [];
let cookie = '';
let changes = '';
beforeAll(async () => {
  endpoints = await readEndpoints();
  cookie = (await newcomer()).cookie;
  changes = await countChanges();
});
afterAll(async () => expect(await countChanges()).toBe(changes));

/** Sends it and expects a refusal; tells the endpoint and the fields that were named. */
async function refused(endpoint: Endpoint, status: number, request: Request, path = pathOf(endpoint)) {
  const answer = await send(endpoint.method, path, { ...request, headers: { cookie, ...request.headers } });
  expect([endpoint.name, answer.status]).toEqual([endpoint.name, status]);
  const { errors } = problemOf(answer, status);
  expect(errors.every(({ message }) => message.length > 0)).toBe(true);
  return [endpoint.name, ...errors.map(({ field }) => field)];
}

const withBody = () => endpoints.filter(({ body }) => body);

test.each(['{"title":', 'null', '5', '"text"', '{"a":1}}', '[]'])('a body that is %j', async (body) => {
  for (const endpoint of withBody()) {
    expect(await refused(endpoint, 400, { body })).toEqual([endpoint.name, 'body']);
  }
});

test('a body of 20 kB', async () => {
  for (const endpoint of withBody()) {
    const named = await refused(endpoint, 413, { body: { title: 'x'.repeat(20_000) } });
    expect(named).toEqual([endpoint.name, 'body']);
  }
});

test('a body of 2 MB, which the gateway stops', async () => {
  for (const endpoint of withBody()) await refused(endpoint, 413, { body: { title: 'x'.repeat(2_000_000) } });
});

test('a body that does not say it is JSON', async () => {
  for (const endpoint of withBody())
    await refused(endpoint, 415, { body: '{}', headers: { 'content-type': 'text/plain' } });
});

test('an unknown key', async () => {
  for (const endpoint of withBody())
    expect(await refused(endpoint, 400, { body: { surprise: 1 } })).toContain('surprise');
});

test('a missing field', async () => {
  for (const endpoint of withBody()) {
    for (const field of endpoint.body!.required ?? [])
      expect(await refused(endpoint, 400, { body: {} })).toContain(field);
  }
});

test('a field of the wrong type', async () => {
  for (const endpoint of withBody()) {
    for (const field of Object.keys(endpoint.body!.properties!)) {
      const named = await refused(endpoint, 400, { body: { [field]: { wrong: true } } });
      const isNamed = (each?: string) => each === field || each?.startsWith(`${field}.`); // an object by what it lacks
      expect([endpoint.name, field, named.slice(1).some(isNamed)]).toEqual([endpoint.name, field, true]);
    }
  }
});

test('a zero byte', async () => {
  for (const endpoint of withBody()) {
    const [field] = Object.keys(endpoint.body!.properties!);
    await refused(endpoint, 400, { body: { [field!]: 'a\0b' } });
  }
  for (const endpoint of endpoints) await refused(endpoint, 400, {}, `${pathOf(endpoint)}?q=%00`);
});

test.each(['1', 'not-an-id', '0190a000-0000-7000-8000-00000000000', "' or 1=1 --", 'é'.repeat(300)])(
  'the id %j',
  async (id) => {
    for (const endpoint of endpoints.filter(({ path }) => path.includes('{id}'))) {
      const request = endpoint.body ? { body: {} } : {};
      expect(await refused(endpoint, 400, request, pathOf(endpoint, id))).toContain('id');
    }
  },
);

test('a query that is wrong, given twice or unknown', async () => {
  for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
    for (const { name } of endpoint.query) {
      for (const query of [`${name}=${'x'.repeat(600)}`, `${name}=1&${name}=2`]) {
        const named = await refused(endpoint, 400, {}, `${pathOf(endpoint)}?${query}`);
        expect(named.map((field) => field?.replace(/\.\d+$/, ''))).toContain(name); // of a list: `ids.0`
      }
    }
    expect(await refused(endpoint, 400, {}, `${pathOf(endpoint)}?surprise=1`)).toContain('surprise');
  }
});

test('a page larger than there may be, or a cursor of our own making', async () => {
  let pages = 0;
  const operator = { cookie: (await newcomer('operator')).cookie };
  for (const endpoint of endpoints) {
    const most = endpoint.query.find(({ name }) => name === 'limit')?.schema.maximum;
    if (most === undefined) continue;
    pages += 1;
    for (const limit of ['0', String(most + 1), '-1', '1.5', '1e9']) {
      expect(await refused(endpoint, 400, {}, `${pathOf(endpoint)}?limit=${limit}`)).toContain('limit');
    }
    if (endpoint.path.includes('{id}')) continue; // there the listing is looked for first
    if (endpoint.query.some(({ required }) => required)) continue; // there something else is asked for first
    // As an operator: some ask who it is before they read a cursor.
    const named = await refused(endpoint, 400, { headers: operator }, `${pathOf(endpoint)}?cursor=bm9uc2Vuc2U`);
    expect(named).toContain('cursor');
  }
  expect(pages).toBeGreaterThan(5);
});

test('an Idempotency-Key that is too long', async () => {
  for (const endpoint of endpoints.filter(({ method, path }) => method === 'POST' && !path.endsWith('/webhook'))) {
    const named = await refused(endpoint, 400, { body: {}, headers: { 'idempotency-key': 'x'.repeat(256) } });
    if (!endpoint.body) expect(named).toContain('Idempotency-Key');
  }
});

test.each(['', 't=1,v1=00', 'nonsense'])('a webhook signed with %j', async (signature) => {
  const body = { id: 'evt_1', object: 'event', type: 'payment_intent.succeeded', data: { object: { id: 'pi_1' } } };
  const answer = await send('POST', '/api/payments/webhook', { body, headers: { 'stripe-signature': signature } });
  expect(problemOf(answer, 400).errors[0]!.field).toBe('Stripe-Signature');
});

test.each(['/api/nothing', '/api/orders/a/b/c', '/api', '/metrics', '/health/ready', '/api/orders/%E0%A4%A'])(
  'the path %s, which is nobody’s',
  async (path) => {
    const { status } = await send('GET', path, { headers: { cookie } });
    expect([400, 404]).toContain(status);
  },
);
