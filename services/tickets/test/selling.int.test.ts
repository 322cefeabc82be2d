import { type SellingView, StockUpdated } from '@frontrow/common/contracts';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allPages, listed, nobody, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
});
afterAll(() => service.stop());

test('a seller sees every listing of their own with its figures, newest first, in pages', async () => {
  await listed(await person(service));
  for (const title of ['a', 'b', 'c', 'd', 'e']) await listed(seller, { title, quantity: 9 });
  const [newest, cancelled] = (await seller.get('/selling')).body as SellingView[];
  await seller.post(`/${cancelled!.id}/cancel`);
  const units = aStock({ ticketId: newest!.id, capacity: 10, held: 2, sold: 3 });
  await service.deliver('tickets-stock', eventOf(StockUpdated, units));

  const pages = await allPages<SellingView>(seller, '/selling?limit=2');
  expect(pages.map((page) => page.map(({ title }) => title))).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
  expect(pages[0]![0]).toEqual({ ...newest, capacity: 10, held: 2, sold: 3, available: 5 });
  expect(pages[0]![1]).toMatchObject({ status: 'cancelled', available: 0, admitted: 0, staff: [] });
});

test('nobody else sees them', async () => {
  expect((await nobody(service).get('/selling')).status).toBe(401);
  expect((await (await person(service)).get('/selling')).body).toEqual([]);
});
