import { StockUpdated, type TicketView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findListing, findListingsAsJson, toView } from '../src/store/listings.ts';
import { listed, nobody, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;
beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
});
afterAll(() => service.stop());

const poster = { hash: 'a'.repeat(32), width: 1200, height: 630 };

describe('a listing in JSON, as the database writes it', () => {
  test.each<[string, object]>([
    [
      'with everything',
      {
        startsAt: '2031-02-03T04:05:06.007Z',
        doorsAt: '2031-02-03T03:05:06.007Z',
        endsAt: '2031-02-03T07:00:00Z',
        salesEndAt: '2031-02-03T05:00:00Z',
        checkInAt: '2031-02-03T01:00:00Z',
        reentry: true,
        description: 'Line\nbreak, "quotes" \\ and 🎭',
        city: 'Århus',
      },
    ],
    ['without a date', {}],
    ['for less than a dollar', { price: 0.5, currency: 'USD' }],
    ['in a currency without minor units', { price: 4200, currency: 'JPY' }],
    ['with cents', { price: 19.99, currency: 'EUR' }],
    ['with whole euros', { price: 120, currency: 'EUR' }],
  ])('%s is what the code makes of it, member for member', async (_what, changes) => {
    const { id } = await listed(seller, changes);
    const json = (await findListingsAsJson(service.kit.db, [id])).get(id)!;
    const view = { ...toView((await findListing(service.kit.db, id))!), organiser: { name: '', contact: '' } };
    expect(JSON.parse(json)).toEqual(view);
    expect(Object.keys(JSON.parse(json))).toEqual(Object.keys(view));
  });

  test('with a poster, a stock, and sales that are paused', async () => {
    const { id } = await listed(seller, { quantity: 9 });
    await service.deliver(
      'tickets-stock',
      eventOf(StockUpdated, aStock({ ticketId: id, capacity: 9, held: 2, sold: 3 })),
    );
    await service.kit.db.pool.query('update tickets set poster = $2 where id = $1', [id, poster]);
    const same = async () => {
      const json = (await findListingsAsJson(service.kit.db, [id])).get(id)!;
      expect(JSON.parse(json)).toMatchObject(toView((await findListing(service.kit.db, id))!));
      return JSON.parse(json) as TicketView;
    };
    expect(await same()).toMatchObject({ available: 4, poster });
    await seller.post(`/${id}/pauseSales`);
    expect(await same()).toMatchObject({ available: 0, sales: 'paused' });
  });
});

describe('answers that are the same for everybody', () => {
  const PUBLIC = 'public, s-maxage=1, stale-while-revalidate=5';
  const cachingOf = async (path: string, cookie = '') =>
    (await nobody(service).get(path).set('cookie', cookie)).headers['cache-control'];

  test('may be shared for a second: the list, a search, one listing', async () => {
    const { id } = await listed(seller);
    for (const path of ['/', '/?q=ferry', `/${id}`]) expect([path, await cachingOf(path)]).toEqual([path, PUBLIC]);
  });

  test.each([
    'session=abc',
    'theme=dark; session=abc',
    'theme=dark;session=',
    '__Host-session=abc',
    'frontrow_session=abc',
    'Session=abc',
    'a=b; other.session =abc',
  ])('are nobody else’s when they were for somebody with a session: %s', async (cookie) => {
    expect(await cachingOf('/', cookie)).toBe('no-store');
  });

  test.each(['theme=dark', 'sessions=1', 'zone=Europe/Lisbon; lang=session'])(
    'may be shared with a cookie that is none: %s',
    async (cookie) => {
      expect(await cachingOf('/', cookie)).toBe(PUBLIC);
    },
  );

  test('are not what went wrong, nor what is somebody’s own', async () => {
    expect(await cachingOf(`/${newId()}`)).toBe('no-store');
    expect(await cachingOf('/?limit=0')).toBe('no-store');
    expect((await seller.get('/selling')).headers['cache-control']).toBe('no-store');
  });
});

test('many listings that are asked for at the same time are each answered with their own', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, async () => (await listed(seller)).id));
  const answers = await Promise.all([...ids, newId()].map((id) => nobody(service).get(`/${id}`)));
  expect(answers.map(({ status, body }) => [status, body.id])).toEqual([
    ...ids.map((id) => [200, id]),
    [404, undefined],
  ]);
});
