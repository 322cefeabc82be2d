import { newId } from '@frontrow/common/database';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import supertest from 'supertest';
import { listed, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;
let id: string;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
  id = (await listed(seller)).id;
});
afterAll(() => service.stop());

const fieldsOf = (body: { errors: { field?: string }[] }) => body.errors.map(({ field }) => field);
const good = { title: 'Ferry', price: 20 };

describe('a listing is refused for', () => {
  const cases: [string, object, string[]][] = [
    ['nothing', {}, ['title', 'price']],
    ['an empty title', { title: '  ', price: 20 }, ['title']],
    ['a long title', { ...good, title: 'x'.repeat(121) }, ['title']],
    ['a title that is no text', { ...good, title: { $ne: 1 } }, ['title']],
    ['no price', { title: 'Ferry' }, ['price']],
    ['a price of nothing', { ...good, price: 0 }, ['price']],
    ['a negative price', { ...good, price: -10 }, ['price']],
    ['a price below what can be charged', { ...good, price: 0.49 }, ['price']],
    ['a price beyond what can be charged', { ...good, price: 1_000_000 }, ['price']],
    ['parts of a cent', { ...good, price: 19.999 }, ['price']],
    ['parts of a yen', { ...good, price: '500.5', currency: 'JPY' }, ['price']],
    ['a price in words', { ...good, price: 'twenty' }, ['price']],
    ['a price in hexadecimal', { ...good, price: '0x14' }, ['price']],
    ['a huge price', { ...good, price: 1e300 }, ['price']],
    ['an unknown currency', { ...good, currency: 'XXX' }, ['currency']],
    ['no units', { ...good, quantity: 0 }, ['quantity']],
    ['half a unit', { ...good, quantity: 1.5 }, ['quantity']],
    ['too many units', { ...good, quantity: 100_001 }, ['quantity']],
    ['an unknown category', { ...good, category: 'opera' }, ['category']],
    ['a date without a time', { ...good, startsAt: '2030-01-01' }, ['startsAt']],
    ['a date that is none', { ...good, startsAt: '2030-02-30T10:00:00Z' }, ['startsAt']],
    ['a leap second', { ...good, startsAt: '2030-01-01T23:59:60Z' }, ['startsAt']],
    ['the year 0', { ...good, startsAt: '0000-01-01T10:00:00Z' }, ['startsAt']],
    ['the year 9999', { ...good, startsAt: '9999-01-01T10:00:00Z' }, ['startsAt']],
    ['a refund period below nothing', { ...good, refundHours: -1 }, ['refundHours']],
    ['unknown members', { ...good, sellerId: newId(), status: 'on_sale' }, ['sellerId', 'status']],
    ['a price with a comma', { ...good, price: '12,50' }, ['price']],
    ['an offset for a time zone', { ...good, timeZone: '+02:00' }, ['timeZone']],
    ['a time zone of no place', { ...good, timeZone: 'Mars/Olympus' }, ['timeZone']],
    ['a control character', { ...good, title: 'Fer\u0007ry' }, ['title']],
    ['a title of nothing that is seen', { ...good, title: '\u200b\u3164 \u2800\u00ad' }, ['title']],
    ['a title of marks alone', { ...good, title: '\u0301\ufe0f' }, ['title']],
    [
      'a place of nothing that is seen',
      { ...good, venue: '\u2060', city: '\u{e0041}', country: '\u1160' },
      ['venue', 'city', 'country'],
    ],
    ['a line break in a title', { ...good, title: 'Ferry\nATTENDEE:x' }, ['title']],
    ['a line separator in a venue', { ...good, venue: 'Quay\u2028' + 'x' }, ['venue']],
    ['a C1 control character', { ...good, city: 'Lis\u0085bon' }, ['city']],
    ['an escape in a description', { ...good, description: 'Read \u001b[31mthis' }, ['description']],
    ['a zero byte', { ...good, title: 'a\0b' }, ['title']],
    ['several things', { title: '', price: 'x', quantity: -1, more: 1 }, ['title', 'price', 'quantity', 'more']],
  ];
  test.each(cases)('%s', async (_, body, fields) => {
    const answer = await seller.post('/', body);
    expect([answer.status, fieldsOf(answer.body).sort()]).toEqual([400, [...fields].sort()]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('nothing, when its title is of other scripts and signs', async () => {
    for (const title of ['🎹 Night 👩‍👩‍👧‍👦', 'מופע הפנסים', '\u202eevil\u202c \u200f!', 'é'.repeat(120)]) {
      const answer = await seller.post('/', { ...good, title });
      expect([answer.status, answer.body.title]).toEqual([201, title]);
    }
  });

  test('nothing, for line breaks and tabs in its description', async () => {
    const description = '# Programme\r\n\n\t- tea';
    expect((await seller.post('/', { ...good, description })).body.description).toBe(description);
  });

  test('a price with a comma, in words that name the field', async () => {
    const { body } = await seller.post('/', { ...good, price: '12,50' });
    expect(body.errors).toEqual([{ field: 'price', message: 'must be an amount such as 20 or 19.99', code: 'amount' }]);
  });

  test.each([
    ['malformed JSON', '{"title":', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['text that is no JSON', 'title=Ferry', 'text/plain', 415],
    ['JSON that says it is text', JSON.stringify(good), 'text/plain', 415],
    ['too much', JSON.stringify({ ...good, description: 'x'.repeat(20_000) }), 'application/json', 413],
  ])('%s', async (_, body, type, status) => {
    const answer = await seller.post('/', body).set('content-type', type);
    expect([answer.status, answer.body.status]).toEqual([status, status]);
  });
});

test.each([
  [{ title: '' }, 'title'],
  [{ price: 0 }, 'price'],
  [{ quantity: 0 }, 'quantity'],
  [{ currency: 'EUR' }, 'currency'],
  [{ startsAt: 'soon' }, 'startsAt'],
  [{ version: 9 }, 'version'],
])('an edit is refused for %j', async (body, field) => {
  const answer = await seller.put(`/${id}`, body);
  expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
});

test.each([
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=x', 'limit'],
  ['limit=', 'limit'],
  ['sort=cheapest', 'sort'],
  ['category=opera', 'category'],
  ['currency=eur', 'currency'],
  ['sellerId=me', 'sellerId'],
  ['from=today', 'from'],
  ['to=0000-01-01T00:00:00Z', 'to'],
  ['minPrice=-1', 'minPrice'],
  ['maxPrice=NaN', 'maxPrice'],
  ['available=maybe', 'available'],
  ['cursor=x', 'cursor'],
  ['q=a&q=b', 'q'],
  ['q[a]=b', 'q[a]'],
  ['page=2', 'page'],
  [`q=${'x'.repeat(201)}`, 'q'],
])('a search is refused for %s', async (query, field) => {
  const answer = await seller.get(`/?${query}`);
  expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
});

test.each([
  ['staff', { emails: 'a@b.test' }, 'emails'],
  ['staff', { emails: ['nobody'] }, 'emails.0'],
  ['staff', { emails: Array(51).fill('a@b.test') }, 'emails'],
  ['check-ins', { code: 'x' }, 'scanId'],
  ['check-ins', { scanId: 'first', code: 'x' }, 'scanId'],
  ['check-ins', { scanId: newId(), code: '' }, 'code'],
  ['check-ins', { scanId: newId(), code: 'x'.repeat(1001) }, 'code'],
  ['check-ins', { scanId: newId(), code: 'x' }, 'code'],
])('%s is refused for %j', async (path, body, field) => {
  const send = path === 'staff' ? seller.put : seller.post;
  const answer = await send(`/${id}/${path}`, body);
  expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
});

test('an id that is none is refused everywhere', async () => {
  const answers = await Promise.all([
    seller.get('/1'),
    seller.put('/1', { title: 'x' }),
    seller.post('/1/cancel'),
    seller.get('/1/stream'),
    seller.get('/1/admissions'),
    seller.get('/selling?cursor=x'),
    seller.get('/admissions?orderId=1'),
    seller.get(`/admissions?cursor=${Buffer.from(JSON.stringify(['x', newId()])).toString('base64url')}`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
  expect(answers.map(({ body }) => fieldsOf(body)[0])).toEqual([...Array(5).fill('id'), 'cursor', 'orderId', 'cursor']);
});

test('a page of another site changes nothing', async () => {
  expect((await seller.post('/', good).set('origin', 'https://evil.test')).status).toBe(403);
});

describe('whatever comes', () => {
  const ok = (status: number) => status < 500;
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom('infinity', '1e999', '2030-01-01T00:00:00Z', '-0', 1e21, Number.MAX_VALUE),
  );
  /** Objects may have a `toString` that is none. */
  const inWords = (part: unknown) => (typeof part === 'object' ? JSON.stringify(part) : String(part));
  const object = (...keys: string[]) => fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value);

  test('no body is an error of ours', async () => {
    const body = object('title', 'description', 'category', 'venue', 'startsAt', 'price', 'currency', 'quantity');
    await fc.assert(
      fc.asyncProperty(body, async (wish) => ok((await seller.put(`/${id}`, wish)).status)),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(body, async (wish) => ok((await seller.post('/', { ...good, ...wish })).status)),
      { numRuns: 150 },
    );
  });

  test('no query is an error of ours', async () => {
    const keys = [
      'q',
      'city',
      'from',
      'to',
      'minPrice',
      'maxPrice',
      'sort',
      'limit',
      'cursor',
      'available',
      'sellerId',
    ];
    await fc.assert(
      fc.asyncProperty(object(...keys), async (query) => {
        const text = Object.entries(query).map((pair) =>
          pair.map((part) => encodeURIComponent(inWords(part).toWellFormed())).join('='),
        );
        return ok((await seller.get(`/?${text.join('&')}`)).status);
      }),
      { numRuns: 200 },
    );
  });

  test('no address is an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), async (path) =>
        ok((await supertest(service.url).get(`/api/tickets${path}`)).status),
      ),
      { numRuns: 100 },
    );
    expect((await seller.get('/%')).status).toBe(400);
  });

  test('nothing of it was taken over wrongly', async () => {
    const { rows } = await service.kit.db.db.execute(sql`
      select t.id from tickets t left join outbox o on o.aggregate_id = t.id
      group by t.id having max(o.aggregate_version) <> t.version or count(o.id) <> t.version`);
    expect(rows).toEqual([]);
  });
});
