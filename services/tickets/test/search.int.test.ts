import { StockUpdated, type TicketView } from '@frontrow/common/contracts';
import { newId, openDatabase } from '@frontrow/common/database';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { searchListings } from '../src/store/search.ts';
import { allPages, listed, nobody, overSince, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;

beforeAll(async () => {
  service = await startTickets();
});
afterAll(() => service.stop());

const future = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();
const past = (days: number) => future(-days);
const find = async (query: Record<string, string>) => {
  const answer = await nobody(service).get(`/?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return answer.body as TicketView[];
};
const titles = async (query: Record<string, string>) => (await find(query)).map(({ title }) => title);

describe('words', () => {
  let sellerId: string;
  beforeAll(async () => {
    const seller = await person(service);
    sellerId = seller.session.userId;
    await listed(seller, { title: 'Café Zürich', description: 'Chansons, and an AC/DC tribute', city: 'Zürich' });
    await listed(seller, { title: 'AC/DC', venue: 'Hallenstadion', city: 'Zürich', startsAt: future(9) });
    await listed(seller, { title: 'Blink-182 & friends', venue: 'O’Brien’s', city: 'København' });
    await listed(seller, { title: '東京スカパラ', city: '東京', country: 'Japan' });
    await listed(seller, { title: 'L’Orchestre de la Suisse', city: 'Genève' });
    await listed(seller, { title: 'Смесь', city: 'Straße', country: 'Österreich' });
    await listed(seller, { title: 'Jazz festival', description: 'Three nights by the lake' });
    await listed(seller, { title: 'A night of jazz and soul', description: 'festival of friends' });
  });
  const search = (q: string) => titles({ q, sellerId });

  test.each([
    ['cafe zurich', 'Café Zürich'],
    ['CAFÉ', 'Café Zürich'],
    ['blink 182', 'Blink-182 & friends'],
    ['blink-182', 'Blink-182 & friends'],
    ['o’brien', 'Blink-182 & friends'],
    ["O'Br", 'Blink-182 & friends'],
    ['kobenhavn', 'Blink-182 & friends'],
    ['東京', '東京スカパラ'],
    ['スカハラ', undefined],
    ['orchestre', 'L’Orchestre de la Suisse'],
    ['strasse', 'Смесь'],
    ['СМЕСЬ', 'Смесь'],
    ['ｃａｆé', 'Café Zürich'],
    ['japan', '東京スカパラ'],
  ])('%s finds %s', async (q, title) => {
    expect((await search(q))[0]).toBe(title);
  });

  test('the title counts more than the rest', async () => {
    expect(await search('ac/dc')).toEqual(['AC/DC', 'Café Zürich']);
    expect((await search('jazz festival'))[0]).toBe('Jazz festival');
  });

  test('among a thousand that mention it, what is called so comes first, however late it is', async () => {
    const seller = await person(service);
    const sellerId = seller.session.userId;
    await listed(seller, { title: 'Rhubarb', startsAt: future(300) });
    await listed(seller, { title: 'A market', description: 'With rhubarb', startsAt: future(1) });
    await service.kit.db.db.execute(sql`
      insert into tickets (id, version, seller_id, title, description, category, venue, city, country, starts_at, price, currency,
        amount, quantity, refund_hours, status, created_at, updated_at, time_zone, sales)
      select gen_random_uuid(), version, seller_id, title, description, category, venue, city, country,
        starts_at + n * interval '1 minute', price, currency, amount, quantity, refund_hours, status, created_at, updated_at,
        time_zone, sales
      from tickets, generate_series(1, 999) as n where seller_id = ${sellerId} and title = 'A market'`);
    expect((await titles({ q: 'rhubarb', sellerId, limit: '2' }))[0]).toBe('Rhubarb');
    expect((await titles({ q: 'rhub', sellerId, limit: '2' })).length).toBe(2);
    expect(await titles({ q: 'rhubarb -market', sellerId })).toEqual(['Rhubarb']);
  });

  test('that more have than are ranked end with word of it, and only then', async () => {
    const seller = await person(service);
    const sellerId = seller.session.userId;
    const { id } = await listed(seller, { title: 'Quince fair', city: 'Riga', startsAt: future(1) });
    await service.kit.db.db.execute(sql`
      insert into tickets (id, version, seller_id, title, description, category, venue, city, country, starts_at, price, currency,
        amount, quantity, refund_hours, status, created_at, updated_at, time_zone, sales)
      select gen_random_uuid(), version, seller_id, title, description, category, venue, 'Tartu', country,
        starts_at + n * interval '1 minute', price, currency, amount, quantity, refund_hours, status, created_at, updated_at,
        time_zone, sales
      from tickets, generate_series(1, 300) as n where id = ${id}`);
    /** How many are found, and which pages say that there are more. */
    async function walk(query: Record<string, string>) {
      let [found, path] = [0, `/?${new URLSearchParams({ limit: '100', sellerId, ...query })}`];
      const truncated: (string | undefined)[] = [];
      for (;;) {
        const answer = await nobody(service).get(path).expect(200);
        found += answer.body.length;
        truncated.push(answer.headers['search-truncated']);
        const next = answer.headers.link?.match(/[?]([^>]*)>; rel="next"/)?.[1];
        if (!next) return { found, truncated };
        path = `/?${next}`;
      }
    }
    const never = undefined;
    for (const q of ['quince', 'quin', 'quinc fair']) {
      expect(await walk({ q })).toEqual({ found: 300, truncated: [never, never, 'true'] });
    }
    expect(await walk({ q: 'quince', city: 'Tartu' })).toEqual({ found: 300, truncated: [never, never, never] });
    expect(await walk({ q: 'quince', city: 'Riga' })).toEqual({ found: 1, truncated: [never] });
    expect(await walk({ q: 'quince', sort: 'soonest' })).toEqual({
      found: 301,
      truncated: [never, never, never, never],
    });
    // Beginnings are ranked beside whole words only where those are few.
    await listed(seller, { title: 'Quincentennial', startsAt: future(1) });
    expect(await walk({ q: 'quincen' })).toEqual({ found: 1, truncated: [never] });
    await service.kit.db.db.execute(sql`update tickets set status = 'cancelled' where id = ${id}`);
    expect(await walk({ q: 'quince' })).toEqual({ found: 300, truncated: [never, never, 'true'] });
  });

  test('are found while they are typed, all of them', async () => {
    expect(await search('jaz fest')).toHaveLength(2);
    expect(await search('jaz fest lak')).toEqual(['Jazz festival']);
  });

  test('may be quoted, excluded and offered as alternatives', async () => {
    expect(await search('"jazz festival"')).toEqual(['Jazz festival']);
    expect(await search('jazz -soul')).toEqual(['Jazz festival']);
    expect((await search('blink or orchestre')).sort()).toEqual(['Blink-182 & friends', 'L’Orchestre de la Suisse']);
  });

  test('that hold nothing to look for find nothing', async () => {
    expect(await search('!?')).toEqual([]);
    expect(await search('')).toHaveLength(8);
  });

  test('may be anything at all', async () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'ab"\'-|&!():*<>\\%_ \u0301\uFDFA'), maxLength: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (q) => {
        const { status } = await nobody(service).get(`/?q=${encodeURIComponent(q.toWellFormed())}`);
        expect(status).toBe(q.includes('\0') || q.trim().length > 200 ? 400 : 200);
      }),
      { numRuns: 150 },
    );
  });

  test('are planned for each time, by how many listings have them', async () => {
    const one = openDatabase(service.kit.config.DATABASE_URL!, { name: 'searches', poolSize: 1 });
    // PostgreSQL tries five times before it keeps one plan for all.
    for (let time = 0; time < 10; time++) {
      expect((await searchListings(one, { q: 'jazz', limit: 20, sellerId })).page).toHaveLength(2);
    }
    const { rows } = await one.client.query({
      text: `select coalesce(sum(generic_plans), 0)::int as kept from pg_prepared_statements where statement like '%tsquery%'`,
    });
    await one.close();
    expect(rows).toEqual([{ kept: 0 }]);
  });
});

describe('filters and sorts', () => {
  let sellerId: string;
  let soldOut: TicketView;
  beforeAll(async () => {
    const seller = await person(service);
    sellerId = seller.session.userId;
    await listed(seller, { title: 'undated', price: 30, category: 'music', city: 'Basel' });
    await listed(seller, { title: 'soon', price: 10, startsAt: future(1), category: 'music', city: 'Genève' });
    await listed(seller, { title: 'later', price: 5000, currency: 'JPY', startsAt: future(9) });
    soldOut = await listed(seller, { title: 'sold out', price: 20, startsAt: future(5) });
    await service.deliver(
      'tickets-stock',
      eventOf(StockUpdated, aStock({ ticketId: soldOut.id, capacity: 1, sold: 1 })),
    );
    await overSince(service, await listed(seller, { title: 'over', price: 1, startsAt: future(3) }), 0);
    const onNow = { startsAt: past(3), endsAt: future(1 / 24) };
    await listed(seller, { title: 'on now', price: 15, currency: 'GBP', ...onNow });
    await listed(seller, { title: 'no longer sold', ...onNow, salesEndAt: past(1) });
    const { id } = await listed(seller, { title: 'cancelled', price: 2, startsAt: future(2) });
    await seller.post(`/${id}/cancel`);
  });
  const list = (query: Record<string, string> = {}) => titles({ sellerId, ...query });

  test('what is over or cancelled is hidden, and the soonest comes first', async () => {
    expect(await list()).toEqual(['on now', 'soon', 'sold out', 'later', 'undated']);
    expect(await list({ sort: 'relevance' })).toEqual(['on now', 'soon', 'sold out', 'later', 'undated']);
  });

  test('each sort', async () => {
    expect(await list({ sort: 'newest' })).toEqual(['on now', 'sold out', 'later', 'soon', 'undated']);
    expect(await list({ sort: 'price' })).toEqual(['soon', 'sold out', 'undated']);
    expect(await list({ sort: '-price' })).toEqual(['undated', 'sold out', 'soon']);
  });

  test('prices are compared within one currency, which the answer names', async () => {
    const ask = async (query: Record<string, string>) => {
      const { headers, body } = await nobody(service).get(`/?${new URLSearchParams({ sellerId, ...query })}`);
      return [headers['price-currency'], body.map(({ title }: TicketView) => title)];
    };
    expect(await ask({ sort: 'price', currency: 'JPY' })).toEqual(['JPY', ['later']]);
    expect(await ask({ minPrice: '15' })).toEqual(['USD', ['sold out', 'undated']]);
    expect(await ask({ maxPrice: '9999' })).toEqual(['USD', ['soon', 'sold out', 'undated']]);
    expect(await ask({ maxPrice: '9999', currency: 'JPY' })).toEqual(['JPY', ['later']]);
    expect(await ask({ currency: 'JPY' })).toEqual(['JPY', ['later']]);
    expect(await ask({})).toEqual([undefined, ['on now', 'soon', 'sold out', 'later', 'undated']]);
  });

  test('limits the wrong way round are refused at the field', async () => {
    const refused = async (query: string) => {
      const { status, body } = await nobody(service).get(`/?${query}`);
      return [status, body.errors];
    };
    expect(await refused('minPrice=20&maxPrice=19.99')).toEqual([
      400,
      [
        {
          field: 'maxPrice',
          message: 'must not be less than minPrice, which is 20',
          code: 'too_low',
          params: { min: 20 },
        },
      ],
    ]);
    expect(await refused(`from=${future(2)}&to=${future(1)}`)).toEqual([
      400,
      [{ field: 'to', message: 'must not be before from', code: 'ends_before' }],
    ]);
    expect((await nobody(service).get(`/?minPrice=20&maxPrice=20`)).status).toBe(200);
  });

  test('each filter', async () => {
    expect(await list({ available: 'true' })).toEqual(['on now', 'soon', 'later', 'undated']);
    expect(await list({ category: 'music' })).toEqual(['soon', 'undated']);
    expect(await list({ city: 'GENEVE' })).toEqual(['soon']);
    expect(await list({ city: 'Gen' })).toEqual([]);
    expect(await list({ currency: 'JPY' })).toEqual(['later']);
    expect(await list({ minPrice: '10.5', maxPrice: '30' })).toEqual(['sold out', 'undated']);
    expect(await list({ from: '2019-01-01T00:00:00Z', to: future(2) })).toEqual(['on now', 'soon']);
    expect(await list({ from: future(0.5) })).toEqual(['soon', 'sold out', 'later']);
    expect(await list({ from: future(3) })).toEqual(['sold out', 'later']);
    expect(await list({ to: future(2) })).toEqual(['on now', 'soon']);
    expect(await list({ sellerId: newId() })).toEqual([]);
  });
});

describe('pages', () => {
  const COUNT = 250;
  let sellerId: string;
  beforeAll(async () => {
    sellerId = newId();
    const sellers = Array.from({ length: COUNT }, () => newId());
    // Few different dates and prices, so that most sort keys are equal and the id has to break the tie.
    await service.kit.db.db.execute(sql`
      insert into tickets (id, version, seller_id, title, description, category, venue, city, country, starts_at, price,
        currency, amount, quantity, refund_hours, status, created_at, updated_at)
      select id::uuid, 1, ${sellerId}, 'Paged show', repeat('paged ', (n % 3)::int), 'other', '', '', '',
        case when n % 4 = 0 then null else now() + make_interval(days => (n % 3)::int + 1) end, 1000 * (n % 3 + 1), 'EUR',
        10 * (n % 3 + 1), 1, 0, 'on_sale', now(), now()
      from unnest(${sql.param(sellers)}::text[]) with ordinality as made (id, n)`);
  });

  test.each(['soonest', 'newest', 'price', '-price', 'relevance'])(
    'by %s have no gaps and no repeats',
    async (sort) => {
      const paged = `/?q=paged&currency=EUR&sellerId=${sellerId}&sort=${sort}`;
      const pages = await allPages<TicketView>(nobody(service), `${paged}&limit=23`);
      expect(pages.map((page) => page.length)).toEqual([...Array(10).fill(23), 20]);
      expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(COUNT);
      const [whole] = await allPages<TicketView>(nobody(service), `${paged}&limit=100`);
      expect(pages.flat().slice(0, 100)).toEqual(whole);
    },
  );

  test('of similar words go on with similar words', async () => {
    const path = `/?q=pagde&sellerId=${sellerId}&limit=100`;
    expect((await nobody(service).get(path)).headers['search-match']).toBe('similar');
    for (const sort of ['relevance', 'soonest']) {
      const pages = await allPages<TicketView>(nobody(service), `${path}&sort=${sort}`);
      expect(pages.map((page) => page.length)).toEqual([100, 100, 50]);
      expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(COUNT);
    }
    expect((await nobody(service).get(path.replace('pagde', 'paged'))).headers['search-match']).toBeUndefined();
  });

  test('end with those that have no date', async () => {
    const pages = await allPages<TicketView>(nobody(service), `/?sellerId=${sellerId}&limit=40`);
    const dates = pages.flat().map(({ startsAt }) => startsAt ?? 'never');
    expect(dates).toEqual([...dates].sort());
    expect(dates.filter((date) => date === 'never')).toHaveLength(62);
  });

  test('go on from real cursors only', async () => {
    const cursors = [
      'x',
      Buffer.from('["soon","x"]').toString('base64url'),
      ...['soon', 'infinity', 1e300, null, -1].map((key) =>
        Buffer.from(JSON.stringify([key, newId()])).toString('base64url'),
      ),
    ];
    for (const sort of ['soonest', 'newest', 'price', 'relevance']) {
      for (const cursor of cursors) {
        const { status } = await nobody(service).get(`/?q=paged&sort=${sort}&cursor=${cursor}`);
        expect([200, 400]).toContain(status);
      }
      expect((await nobody(service).get(`/?q=paged&sort=${sort}&cursor=${cursors[2]}`)).body.errors).toEqual([
        { field: 'cursor', message: 'must come from a Link header', code: 'bad_cursor' },
      ]);
    }
  });
});

test('the cities with the most events to come are known by the name that most give them', async () => {
  const fresh = await startTickets();
  const seller = await person(fresh);
  for (const [city, startsAt] of [
    ['München', future(1)],
    ['München', null],
    ['muenchen', future(2)],
    ['Lyon', future(1)],
    ['', future(1)],
  ]) {
    await listed(seller, { city, startsAt });
  }
  const { id } = await listed(seller, { city: 'Cancelled' });
  await seller.post(`/${id}/cancel`);
  const { body, headers } = await nobody(fresh).get('/cities');
  expect(body).toEqual([
    { city: 'München', listings: 3 },
    { city: 'Lyon', listings: 1 },
  ]);
  expect(headers['cache-control']).toContain('s-maxage=1');
  const found = await nobody(fresh).get(`/?city=${encodeURIComponent(body[0].city)}`);
  expect(found.body).toHaveLength(3);
  await fresh.stop();
});

test('all that is on sale is named, in pages', async () => {
  const seller = await person(service);
  const { id, updatedAt } = await listed(seller);
  const cancelled = await listed(seller);
  await seller.post(`/${cancelled.id}/cancel`);
  const pages = await allPages<{ id: string; updatedAt: string }>(nobody(service), '/on-sale?limit=99');
  const all = pages.flat();
  expect(pages.length).toBeGreaterThan(2);
  expect(all).toContainEqual({ id, sellerId: seller.session.userId, updatedAt });
  expect(new Set(all.map((listing) => listing.id)).size).toBe(all.length);
  const found = await allPages<TicketView>(nobody(service), '/?sort=newest&limit=100');
  expect(all.map((listing) => listing.id).reverse()).toEqual(found.flat().map((listing) => listing.id));
});
