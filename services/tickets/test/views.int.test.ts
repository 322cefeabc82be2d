import type { TicketView, ViewsView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { flushViews } from '../src/workers/keep-views.ts';
import { listed, nobody, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;
let listing: TicketView;

beforeAll(async () => {
  service = await startTickets();
});
beforeEach(async () => {
  seller = await person(service);
  listing = await listed(seller);
});
afterAll(() => service.stop());

const keep = () => flushViews(service.kit.db, service.kit.resources.views);
const look = (id: string, address: string) => nobody(service).post(`/${id}/view`).set('x-forwarded-for', address);
const may = { timeZone: 'Asia/Kathmandu', from: '2026-05-01', to: '2026-05-03' };
const viewsOf = (who: Pick<Person, 'get'>, query: Record<string, string> = {}) =>
  who.get(`/selling/views?${new URLSearchParams({ ...may, ...query })}`);
const today = () => {
  const day = new Date().toISOString().slice(0, 10);
  return { timeZone: 'UTC', from: day, to: day };
};

/** So many views of a listing in the quarter of an hour that begins at an instant. */
const viewed = (id: string, since: string, views: number) =>
  service.kit.db.pool.query('insert into views (ticket_id, since, views) values ($1, $2, $3)', [id, since, views]);

test('views are kept by the second, and added up', async () => {
  for (let person = 1; person <= 3; person++) expect((await look(listing.id, `192.0.2.${person}`)).status).toBe(204);
  await eventually(async () => expect((await viewsOf(seller, today())).body.total).toBe(3));
  await look(listing.id, '192.0.2.4');
  await keep();
  await eventually(async () => expect((await viewsOf(seller, today())).body.total).toBe(4));
});

test('one address counts twenty times a day, and is nowhere in the database', async () => {
  for (let times = 0; times < 30; times++) await look(listing.id, '198.51.100.77');
  await keep();
  await eventually(async () => expect((await viewsOf(seller, today())).body.total).toBe(20));
  const { rows } = await service.kit.db.pool.query('select * from views where ticket_id = $1', [listing.id]);
  expect(Object.keys(rows[0])).toEqual(['ticket_id', 'since', 'views']);
});

test('a listing that never was counts for nothing, and holds nothing up', async () => {
  expect((await look(newId(), '192.0.2.1')).status).toBe(204);
  expect((await nobody(service).post('/nothing/view')).status).toBe(400);
  await look(listing.id, '192.0.2.1');
  await keep();
  await eventually(async () => expect((await viewsOf(seller, today())).body.total).toBe(1));
});

test('what two replicas keep at once is all there', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => listed(seller)));
  const views = new Map(all.map(({ id }) => [id, 1]));
  const backwards = new Map([...views].reverse());
  const counter = (some: Map<string, number>) => ({ ...service.kit.resources.views, take: () => some });
  await Promise.all(
    Array.from({ length: 20 }, (_, turn) => flushViews(service.kit.db, counter(turn % 2 ? views : backwards))),
  );
  expect((await viewsOf(seller, today())).body.total).toBe(100);
});

test('they are counted by the days of a time zone, also of one that is 45 minutes off the hour', async () => {
  const other = await listed(seller);
  await viewed(listing.id, '2026-04-30T18:00:00Z', 9); // 23:45 of 30 April in Kathmandu
  await viewed(listing.id, '2026-04-30T18:15:00Z', 1); // midnight
  await viewed(listing.id, '2026-05-02T10:00:00Z', 2);
  await viewed(other.id, '2026-05-03T18:00:00Z', 4);
  await viewed(other.id, '2026-05-03T18:15:00Z', 9); // 4 May
  const all: ViewsView = (await viewsOf(seller)).body;
  expect(all).toMatchObject({ from: may.from, to: may.to, step: 'day', total: 7 });
  expect(all.stretches.map(({ from, views }) => [from, views])).toEqual([
    ['2026-05-01', 1],
    ['2026-05-02', 2],
    ['2026-05-03', 4],
  ]);
  expect((await viewsOf(seller, { ticketId: other.id })).body.total).toBe(4);
  expect((await viewsOf(seller, { step: 'month' })).body.stretches).toEqual([
    { from: '2026-05-01', to: '2026-05-03', views: 7 },
  ]);
});

test('they are the seller’s to see', async () => {
  await viewed(listing.id, '2026-05-02T10:00:00Z', 2);
  const other = await person(service);
  expect((await viewsOf(nobody(service))).status).toBe(401);
  expect((await viewsOf(other)).body.total).toBe(0);
  expect((await viewsOf(other, { ticketId: listing.id })).status).toBe(403);
  expect((await viewsOf(seller, { ticketId: newId() })).status).toBe(404);
  expect((await viewsOf(seller, { timeZone: 'Nowhere' })).status).toBe(400);
});
