import { randomUUID } from 'node:crypto';
import { newId } from '@frontrow/common/database';
import { aTicket } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { browserOf, list, type OrdersService, startOrders, stockOf } from './setup.ts';

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders();
});
afterAll(() => service.stop());

describe('placing an order', () => {
  test('takes the units, and says so in one commit', async () => {
    const ticket = await list(service, { price: 2500, quantity: 3 });
    const buyer = await browserOf(service);
    const answer = await buyer.post({ ticketId: ticket.id, quantity: 2, expectedPrice: '25.00' });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'created',
      quantity: 2,
      unitPrice: 25,
      total: 50,
      currency: 'EUR',
      extendable: true,
      cancellable: true,
      version: 1,
    });
    expect(answer.body.secondsLeft).toBeGreaterThan(895);
    expect(answer.body.ticket).toMatchObject({ id: ticket.id, title: ticket.title });
    expect(await stockOf(service, ticket.id)).toEqual({
      capacity: 3,
      held: 2,
      sold: 0,
      closed: false,
      sales: 'open',
      suspended: false,
    });
    const events = await service.outbox('stock.updated', 'order.created');
    const ours = events.filter((event) => [ticket.id, answer.body.id].includes(event.aggregateId));
    expect(ours.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['stock.updated', 1],
      ['stock.updated', 2],
      ['order.created', 1],
    ]);
    expect(ours[2]!.data).toMatchObject({ userId: buyer.session.userId, total: 5000, sellerId: ticket.sellerId });
    expect((await buyer.get(`/${answer.body.id}/timeline`)).body).toMatchObject([{ event: 'order.created' }]);
  });

  test('refuses what is not there, and changes nothing', async () => {
    const ticket = await list(service, { quantity: 3 });
    const buyer = await browserOf(service);
    const tooMany = await buyer.post({ ticketId: ticket.id, quantity: 4 });
    expect(tooMany.status).toBe(409);
    expect(tooMany.body).toMatchObject({
      available: 3,
      errors: [{ message: 'only 3 left', code: 'only_left', params: { left: 3 } }],
    });
    const price = await buyer.post({ ticketId: ticket.id, expectedPrice: 24.99 });
    expect(price.status).toBe(409);
    expect(price.body).toMatchObject({
      price: 25,
      errors: [{ message: 'the price is €25.00 now', code: 'price_changed' }],
    });
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 });
  });

  test('refuses a total that no card can be charged, and says how many can be paid at once', async () => {
    const ticket = await list(service, { price: 15_000_000, currency: 'UGX', quantity: 10 });
    const buyer = await browserOf(service);
    const tooMany = await buyer.post({ ticketId: ticket.id, quantity: 7 });
    expect(tooMany.status).toBe(409);
    expect(tooMany.body.errors).toEqual([
      { message: 'you can buy at most 6 at this price', code: 'total_too_high', params: { max: 6 } },
    ]);
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 });
    const most = await buyer.post({ ticketId: ticket.id, quantity: 6 });
    expect(most.body).toMatchObject({ status: 'created', total: 900_000 });
  });

  test('an id that never was is a 404 at once, a young one is waited for and then a 503', async () => {
    const buyer = await browserOf(service);
    expect((await buyer.post({ ticketId: randomUUID() })).status).toBe(404);
    const young = await buyer.post({ ticketId: newId() });
    expect(young.status).toBe(503);
    expect(young.headers['retry-after']).toBe('2');
    const ticket = aTicket();
    const [answer] = await Promise.all([buyer.post({ ticketId: ticket.id }), list(service, ticket)]);
    expect(answer.status).toBe(201);
  });

  test('one buyer cannot hold a whole show', async () => {
    const ticket = await list(service, { quantity: 100 });
    const buyer = await browserOf(service);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => buyer.post({ ticketId: ticket.id, quantity: 4 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 8 });
    expect(answers.find(({ status }) => status === 409)!.body.errors[0].message).toBe(
      'you can hold at most 10 unpaid units of one event',
    );
  });

  test('an Idempotency-Key makes one order of many requests', async () => {
    const ticket = await list(service);
    const buyer = await browserOf(service);
    const send = (body: object) => buyer.post(body).set('idempotency-key', 'once');
    const answers = await Promise.all(Array.from({ length: 5 }, () => send({ ticketId: ticket.id })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 1 });
    expect((await send({ ticketId: ticket.id, quantity: 2 })).status).toBe(409);
  });

  test.each([
    [{}, 'ticketId', 'is required'],
    [{ ticketId: 'x' }, 'ticketId', 'must be a UUID'],
    [{ ticketId: newId(), quantity: 0 }, 'quantity', 'must be at least 1'],
    [{ ticketId: newId(), quantity: 11 }, 'quantity', 'must be at most 10'],
    [{ ticketId: newId(), quantity: 1.5 }, 'quantity', 'must be a whole number'],
    [{ ticketId: newId(), quantity: '2' }, 'quantity', 'must be a whole number'],
    [{ ticketId: newId(), expectedPrice: 'free' }, 'expectedPrice', 'must be an amount such as 20 or 19.99'],
    [{ ticketId: newId(), price: 1 }, 'price', 'is not a known field'],
  ])('refuses %j', async (body, field, message) => {
    const answer = await (await browserOf(service)).post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field, message }]);
  });
});

describe('500 buyers at once for a listing of 100', () => {
  async function rush() {
    const ticket = await list(service, { quantity: 100 });
    const buyers = await Promise.all(Array.from({ length: 500 }, () => browserOf(service)));
    const answers = await Promise.all(buyers.map((buyer) => buyer.post({ ticketId: ticket.id })));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    return { created: count(201), refused: count(409), stock: await stockOf(service, ticket.id) };
  }

  test('exactly 100 orders and 400 clear refusals', async () => {
    expect(await rush()).toEqual({
      created: 100,
      refused: 400,
      stock: { capacity: 100, held: 100, sold: 0, closed: false, sales: 'open', suspended: false },
    });
  });
});
