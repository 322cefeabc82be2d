import {
  AdmissionRefundRefused,
  AdmissionRevoked,
  OrderView,
  PaymentAuthorized,
  PaymentCaptured,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aPayment, aSession, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type supertest from 'supertest';
import { browserOf, list, type OrdersService, startOrders, stockOf } from './setup.ts';

let service: OrdersService;
let operator: Browser;
beforeAll(async () => {
  service = await startOrders();
  operator = await browserOf(service, aSession({ role: 'operator' }));
});
afterAll(() => service.stop());

type Browser = Awaited<ReturnType<typeof browserOf>>;
const reason = 'The hall is flooded';

/** A paid order of an event that begins in an hour, so that by its policy nothing can be given back. */
async function sold({ paid = true } = {}) {
  const [seller, buyer] = [await browserOf(service), await browserOf(service)];
  const startsAt = new Date(Date.now() + 3_600_000).toISOString();
  const ticket = await list(service, { sellerId: seller.session.userId, startsAt });
  const order = OrderView.parse((await buyer.post({ ticketId: ticket.id, quantity: 2 })).body);
  const payment = aPayment({ orderId: order.id, userId: order.userId, status: 'authorized' });
  if (paid) await service.deliver('orders-payment', eventOf(PaymentAuthorized, payment));
  return { seller, buyer, ticket, order, payment };
}
const typesOf = async (id: string) =>
  (await service.outbox()).filter(({ aggregateId }) => aggregateId === id).map(({ type }) => type);
const recorded = async (subjectId: string) => (await operator.get(`/operator-actions?subjectId=${subjectId}`)).body;

describe('a refund out of turn', () => {
  test('is given by the seller, whatever the policy, with a reason that its buyer reads', async () => {
    const { seller, buyer, ticket, order } = await sold();
    expect((await buyer.delete(`/${order.id}`)).status).toBe(409);
    expect((await seller.post({ reason }, `/${order.id}/refund`)).status).toBe(204);
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({
      status: 'cancelled',
      cancelReason: 'refunded_by_seller',
      refund: 'granted',
    });
    const last = (await buyer.get(`/${order.id}/timeline`)).body.at(-1);
    expect(last).toMatchObject({ step: 'refunded_by_seller', values: { reason } });
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 0 });
  });

  test('is on record, once, and nobody can change that', async () => {
    const { seller, order } = await sold();
    for (let time = 1; time <= 2; time++) await seller.post({ reason }, `/${order.id}/refund`).expect(204);
    expect(await typesOf(order.id)).toEqual(['order.created', 'order.completed', 'order.cancelled']);
    expect(await recorded(order.id)).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        actorId: seller.session.userId,
        role: 'seller',
        action: 'order_refunded',
        subject: { kind: 'order', id: order.id },
        reason,
        details: {},
      },
    ]);
    for (const statement of [
      'update operator_actions set reason = $$x$$',
      'delete from operator_actions',
      'truncate operator_actions',
    ])
      await expect(service.kit.db.pool.query(statement)).rejects.toThrow('only added to');
    expect((await seller.get('/operator-actions')).status).toBe(403);
  });

  test('is for sellers of that listing and for operators: to others the order is not there', async () => {
    const { buyer, order } = await sold();
    const stranger = await browserOf(service);
    expect((await stranger.post({ reason }, `/${order.id}/refund`)).status).toBe(404);
    expect((await buyer.post({ reason }, `/${order.id}/refund`)).status).toBe(403);
    expect((await operator.post({ reason }, `/${newId()}/refund`)).status).toBe(404);
    const unexplained = await operator.post({ reason: '  ' }, `/${order.id}/refund`);
    expect([unexplained.status, unexplained.body.errors[0].field]).toEqual([400, 'reason']);
    await operator.post({ reason }, `/${order.id}/refund`).expect(204);
    expect((await buyer.get(`/${order.id}`)).body.cancelReason).toBe('refunded_by_operator');
    expect(await recorded(order.id)).toMatchObject([{ role: 'operator', actorId: operator.session.userId }]);
  });

  test('is of paid orders; of what was never charged nothing can be given back', async () => {
    const { seller, order } = await sold({ paid: false });
    const refused = await seller.post({ reason }, `/${order.id}/refund`);
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'not_paid']);
    await operator.post({ reason }, `/${order.id}/release`).expect(204);
    expect((await seller.post({ reason }, `/${order.id}/refund`)).body.errors[0].code).toBe('never_charged');
    expect(await recorded(order.id)).toMatchObject([{ action: 'order_released' }]);
  });

  test.each([
    ['before tickets has answered the buyer’s own wish', AdmissionRevoked],
    ['before tickets has refused the buyer’s own wish', AdmissionRefundRefused],
  ])('given %s, that answer comes to nothing', async (_when, answer) => {
    const { seller, buyer, ticket, order } = await sold();
    // With a day to go the policy lets the buyer ask.
    await service.kit.db.pool.query(
      `update orders set ticket = jsonb_set(ticket, '{refundHours}', '0') where id = $1`,
      [order.id],
    );
    expect((await buyer.delete(`/${order.id}`)).status).toBe(202);
    await seller.post({ reason }, `/${order.id}/refund`).expect(204);
    const set = { orderId: order.id, ticketId: ticket.id, userId: order.userId, admissions: [] };
    await service.deliver('orders-admission', eventOf(answer, set));
    expect((await buyer.get(`/${order.id}`)).body).toMatchObject({
      cancelReason: 'refunded_by_seller',
      refund: 'granted',
    });
    expect(await stockOf(service, ticket.id)).toMatchObject({ sold: 0 });
  });

  test('and a buyer’s own wish at the same moment end the order once', async () => {
    for (let races = 0; races < 20; races++) {
      const { seller, buyer, ticket, order, payment } = await sold();
      await service.kit.db.pool.query(
        `update orders set ticket = jsonb_set(ticket, '{refundHours}', '0') where id = $1`,
        [order.id],
      );
      await Promise.all([
        buyer.delete(`/${order.id}`),
        seller.post({ reason }, `/${order.id}/refund`),
        operator.post({ reason }, `/${order.id}/refund`),
        service.deliver('orders-payment', eventOf(PaymentCaptured, { ...payment, status: 'captured' }, { version: 2 })),
      ]);
      const types = await typesOf(order.id);
      expect(types.filter((type) => type === 'order.cancelled')).toHaveLength(1);
      expect(await recorded(order.id)).toHaveLength(1);
      expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 0 });
    }
  });

  test('sent again with its key gets the same answer', async () => {
    const { seller, order } = await sold();
    const key = newId();
    for (let time = 1; time <= 2; time++)
      await seller.post({ reason }, `/${order.id}/refund`).set('idempotency-key', key).expect(204);
    expect(await recorded(order.id)).toHaveLength(1);
  });
});

describe('looking orders up', () => {
  const found = async (query: string) =>
    (await operator.get(`/lookup?${query}`)).body.map(({ id }: { id: string }) => id);

  test('finds them by number, however it is typed, by id, buyer, and listing', async () => {
    const { buyer, ticket, order } = await sold();
    const second = OrderView.parse((await buyer.post({ ticketId: ticket.id })).body);
    for (const name of [order.number, order.number.toLowerCase().replaceAll('-', ' '), order.id.toUpperCase()])
      expect(await found(`number=${name}`)).toEqual([order.id]);
    expect(await found(`userId=${order.userId}`)).toEqual([second.id, order.id]);
    expect(await found(`ticketId=${ticket.id}&userId=${newId()}`)).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  test('goes page by page, and is for operators', async () => {
    const { buyer, ticket } = await sold();
    for (let more = 0; more < 3; more++) await buyer.post({ ticketId: ticket.id }).expect(201);
    const seen: string[] = [];
    for (let path: string | undefined = `/api/orders/lookup?ticketId=${ticket.id}&limit=2`; path; ) {
      const answer: supertest.Response = await operator.get(path.slice('/api/orders'.length));
      seen.push(...answer.body.map(({ id }: { id: string }) => id));
      path = /<([^>]+)>/.exec(answer.headers.link ?? '')?.[1];
    }
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
    expect((await buyer.get(`/lookup?ticketId=${ticket.id}`)).status).toBe(403);
  });

  test.each(['x', 'FR-7K2M', 'FR-7K2M-93Q!', '-'.repeat(36), 'f'.repeat(33)])(
    'a number such as %s is refused',
    async (number) => {
      expect((await operator.get(`/lookup?number=${number}`)).status).toBe(400);
    },
  );
});
