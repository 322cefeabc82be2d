import { StockUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listed, nobody, type Person, person, seenByAll, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;
let other: Person;

beforeAll(async () => {
  service = await startTickets();
  [seller, other] = [await person(service), await person(service)];
});
afterAll(() => service.stop());

const stockIs = (
  ticketId: string,
  units: { capacity: number; held?: number; sold?: number; closed?: boolean },
  version = 1,
) => service.deliver('tickets-stock', eventOf(StockUpdated, aStock({ ticketId, ...units }), { version }));
const eventsOf = async (id: string) => (await service.outbox()).filter((event) => event.aggregateId === id);
const seen = (id: string) => seenByAll(service, id);

describe('a new listing', () => {
  test('needs no more than title and price', async () => {
    const answer = await seller.post('/', { title: 'Ferry', price: '19.99' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      title: 'Ferry',
      price: 19.99,
      currency: 'USD',
      quantity: 1,
      available: 1,
      startsAt: null,
      status: 'on_sale',
      sellerId: seller.session.userId,
      version: 1,
    });
    expect(await seen(answer.body.id)).toEqual(answer.body);
    const [event, ...more] = await eventsOf(answer.body.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'ticket.created',
      aggregateVersion: 1,
      data: { price: 1999, currency: 'USD' },
    });
  });

  test('is one listing for one Idempotency-Key', async () => {
    const key = newId();
    const send = (title: string) => seller.post('/', { title, price: 5 }).set('idempotency-key', key);
    const answers = await Promise.all([send('Once'), send('Once')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]!.body).toEqual(answers[1]!.body);
    expect((await send('Twice')).status).toBe(409);
  });

  test('is for those who signed in', async () => {
    expect((await nobody(service).post('/', { title: 'Ferry', price: 5 })).status).toBe(401);
  });
});

test('the zone of an event is its own, and told to all', async () => {
  const { id, timeZone } = await listed(seller, { startsAt: '2031-05-03T17:30:00Z', timeZone: 'europe/berlin' });
  expect(timeZone).toBe('Europe/Berlin');
  const moved = await seller.put(`/${id}`, { timeZone: 'Asia/Tokyo' });
  expect(moved.body).toMatchObject({ timeZone: 'Asia/Tokyo', startsAt: '2031-05-03T17:30:00.000Z', version: 2 });
  expect((await eventsOf(id)).map(({ data }) => (data as { timeZone: string }).timeZone)).toEqual([
    'Europe/Berlin',
    'Asia/Tokyo',
  ]);
  expect((await listed(seller)).timeZone).toBe('UTC');
  expect((await listed(seller, { timeZone: 'europe/kyiv' })).timeZone).toBe('Europe/Kyiv');
});

describe('an edit', () => {
  test('keeps what is left out, and tells of it once', async () => {
    const { id, ...before } = await listed(seller, { venue: 'Quay', quantity: 3 });
    const answer = await seller.put(`/${id}`, { title: 'Day Ferry', startsAt: '2030-01-01T20:00:00.1239Z' });
    expect(answer.status).toBe(200);
    const changes = { title: 'Day Ferry', startsAt: '2030-01-01T20:00:00.123Z', version: 2 };
    expect(answer.body).toEqual({ id, ...before, ...changes, updatedAt: answer.body.updatedAt });
    expect((await seller.put(`/${id}`, { title: 'Day Ferry' })).body.version).toBe(2);
    expect((await eventsOf(id)).map((event) => [event.type, event.aggregateVersion])).toEqual([
      ['ticket.created', 1],
      ['ticket.updated', 2],
    ]);
  });

  test('is checked against the currency of the listing', async () => {
    const { id } = await listed(seller, { price: 5000, currency: 'JPY' });
    const answer = await seller.put(`/${id}`, { price: 50.5 });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      { field: 'price', message: 'must be a whole amount in JPY', code: 'whole_amount', params: { currency: 'JPY' } },
    ]);
  });

  test('is for the seller, and for what exists', async () => {
    const { id } = await listed(seller);
    expect((await nobody(service).put(`/${id}`, { title: 'Mine' })).status).toBe(401);
    expect((await other.put(`/${id}`, { title: 'Mine' })).status).toBe(403);
    expect((await seller.put(`/${newId()}`, { title: 'Mine' })).status).toBe(404);
    expect((await seen(id)).title).toBe('The Night Ferry');
  });

  test('of the price waits while nothing is left to sell', async () => {
    const { id } = await listed(seller);
    await stockIs(id, { capacity: 1, held: 1 });
    const answer = await seller.put(`/${id}`, { price: 30 });
    expect(answer.status).toBe(409);
    expect(answer.body.errors[0]).toMatchObject({
      code: 'one_taken',
      message: expect.stringContaining('reserved or sold'),
    });
    expect((await seller.put(`/${id}`, { venue: 'Quay 2' })).body).toMatchObject({ venue: 'Quay 2', version: 2 });
    expect((await seller.put(`/${id}`, { quantity: 2 })).body).toMatchObject({ quantity: 2, available: 1 });
    await stockIs(id, { capacity: 2, held: 1 }, 2);
    expect((await seller.put(`/${id}`, { price: 30 })).body).toMatchObject({ price: 30, available: 1, version: 4 });
  });

  test('of the quantity says how many will be available, before the stock is changed', async () => {
    const { id } = await listed(seller, { quantity: 5 });
    const availableWith = async (quantity: number) => (await seller.put(`/${id}`, { quantity })).body.available;
    expect(await availableWith(3)).toBe(3);
    await stockIs(id, { capacity: 3, held: 1, sold: 1 });
    expect(await availableWith(8)).toBe(6);
    expect(await availableWith(1)).toBe(0);
    await seller.post(`/${id}/pauseSales`);
    expect(await availableWith(9)).toBe(0);
  });

  test('of many at once leaves versions without gaps', async () => {
    const { id } = await listed(seller);
    const titles = Array.from({ length: 12 }, (_, index) => `Title ${index}`);
    const answers = await Promise.all(titles.map((title) => seller.put(`/${id}`, { title })));
    expect(answers.map(({ status }) => status)).toEqual(titles.map(() => 200));
    expect((await eventsOf(id)).map(({ aggregateVersion }) => aggregateVersion)).toEqual(
      Array.from({ length: 13 }, (_, index) => index + 1),
    );
  });
});

describe('a cancelled event', () => {
  test('has nothing left, cannot be edited and is cancelled once', async () => {
    const { id } = await listed(seller, { quantity: 9 });
    expect((await other.post(`/${id}/cancel`)).status).toBe(403);
    expect((await nobody(service).post(`/${id}/cancel`)).status).toBe(401);
    expect((await seller.post(`/${newId()}/cancel`)).status).toBe(404);
    for (const _ of ['first', 'again']) {
      const answer = await seller.post(`/${id}/cancel`);
      expect([answer.status, answer.body]).toEqual([200, await seen(id)]);
      expect(answer.body).toMatchObject({ status: 'cancelled', available: 0, version: 2 });
    }
    expect((await seller.put(`/${id}`, { quantity: 10 })).status).toBe(409);
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['ticket.created', 'ticket.cancelled']);
  });
});

describe('the stock', () => {
  test('moves availability forward only, by version, in any order and however often', async () => {
    const { id } = await listed(seller, { quantity: 10 });
    const newest = eventOf(StockUpdated, aStock({ ticketId: id, capacity: 10, held: 2, sold: 3 }), { version: 3 });
    await service.deliver('tickets-stock', newest);
    await stockIs(id, { capacity: 10, held: 1 }, 2);
    await service.deliver('tickets-stock', newest);
    expect((await seen(id)).available).toBe(5);
    await stockIs(id, { capacity: 10, held: 2, sold: 3, closed: true }, 4);
    expect((await seen(id)).available).toBe(0);
  });

  test('may be known before anything else', async () => {
    await expect(stockIs(newId(), { capacity: 3 })).resolves.toBeUndefined();
  });
});
