import { StockUpdated, type TicketView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { parseEvent } from '@frontrow/common/messaging';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listed, nobody, type Person, person, seenByAll, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
});
afterAll(() => service.stop());

const eventsOf = async (id: string) => (await service.outbox()).filter((event) => event.aggregateId === id);
const seen = (id: string) => seenByAll(service, id);
const found = async () => ((await nobody(service).get('/')).body as TicketView[]).map(({ id }) => id);
const heeded = (ticketId: string, sales: TicketView['sales'], version: number) =>
  service.deliver('tickets-stock', eventOf(StockUpdated, aStock({ ticketId, capacity: 9, sales }), { version }));

test('a pause is told of once, however often it is asked for, and nothing can be reserved', async () => {
  const { id } = await listed(seller, { quantity: 9 });
  for (const _ of ['first', 'again']) {
    const answer = await seller.post(`/${id}/pauseSales`);
    expect([answer.status, answer.body]).toEqual([200, await seen(id)]);
    expect(answer.body).toMatchObject({ sales: 'paused', status: 'on_sale', available: 0, quantity: 9, version: 2 });
  }
  const [, paused, ...more] = await eventsOf(id);
  expect(more).toEqual([]);
  expect(paused).toMatchObject({ type: 'ticket.updated', data: { sales: 'paused' } });
  expect((await seller.post(`/${id}/RESUMEsales`)).body).toMatchObject({ sales: 'open', available: 9, version: 3 });
});

test('an Idempotency-Key that paused one listing pauses another, too', async () => {
  const [one, other] = [await listed(seller), await listed(seller)];
  const key = newId();
  const pause = (id: string) => seller.post(`/${id}/pauseSales`).set('idempotency-key', key);
  expect((await pause(one.id)).body).toMatchObject({ id: one.id, sales: 'paused' });
  expect((await pause(other.id)).body).toMatchObject({ id: other.id, sales: 'paused' });
  expect(await seen(other.id)).toMatchObject({ sales: 'paused' });
  const again = await pause(one.id);
  expect([again.body.id, again.headers['idempotent-replayed']]).toEqual([one.id, 'true']);
});

test('a listing is edited while its sales are paused, for its units are left', async () => {
  const { id } = await listed(seller, { quantity: 9 });
  await seller.post(`/${id}/pauseSales`);
  const answer = await seller.put(`/${id}`, { price: 30 });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ price: 30, sales: 'paused', available: 0 });
});

test('searching finds what is paused, and not what has ended', async () => {
  const [paused, ended] = [await listed(seller), await listed(seller)];
  await seller.post(`/${paused.id}/pauseSales`);
  await seller.post(`/${ended.id}/endSales`);
  expect(await found()).toEqual(expect.arrayContaining([paused.id]));
  expect(await found()).not.toContain(ended.id);
  expect(await seen(ended.id)).toMatchObject({ sales: 'ended', available: 0 });
  expect((await seller.post(`/${ended.id}/pauseSales`)).status).toBe(409);
  await seller.post(`/${ended.id}/resumeSales`);
  expect(await found()).toContain(ended.id);
});

test('its seller is told whether orders keeps to it yet', async () => {
  const { id } = await listed(seller, { quantity: 9 });
  const inEffect = async () => (await seller.get('/selling?limit=1')).body[0].salesInEffect;
  expect(await inEffect()).toBe(true);
  await seller.post(`/${id}/pauseSales`);
  expect(await inEffect()).toBe(false);
  await heeded(id, 'paused', 2);
  expect(await inEffect()).toBe(true);
});

test('an event from before there was a choice says that sales are open', async () => {
  const { id } = await listed(seller, { quantity: 9 });
  const { sales: _, ...before } = aStock({ ticketId: id, capacity: 9 });
  const event = eventOf(StockUpdated, aStock({ ticketId: id, capacity: 9 }));
  await service.deliver('tickets-stock', parseEvent(JSON.stringify({ ...event, data: before })));
  expect(await seen(id)).toMatchObject({ sales: 'open', available: 9 });
});

test('only the seller may, as long as there is something to sell', async () => {
  const { id } = await listed(seller);
  for (const command of ['pauseSales', 'resumeSales', 'endSales']) {
    expect((await nobody(service).post(`/${id}/${command}`)).status).toBe(401);
    expect((await (await person(service)).post(`/${id}/${command}`)).status).toBe(403);
    expect((await seller.post(`/${newId()}/${command}`)).status).toBe(404);
  }
  await seller.post(`/${id}/cancel`);
  const late = await seller.post(`/${id}/resumeSales`);
  expect(late.status).toBe(409);
  expect(late.body.errors).toEqual([{ message: 'this event was cancelled', code: 'event_cancelled' }]);
});
