import { PaymentAuthorized, TicketUpdated } from '@frontrow/common/contracts';
import { eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { browserOf, list, type OrdersService, reserve, startOrders, stockOf } from './setup.ts';

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders();
});
afterAll(() => service.stop());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

test.each([
  ['an event that is over', { startsAt: inSeconds(-3600), endsAt: inSeconds(-1) }, 'event_over'],
  ['an event that began six hours ago, and has no end', { startsAt: inSeconds(-6 * 3600 - 1) }, 'event_over'],
  ['an event whose sales have ended', { startsAt: inSeconds(3600), salesEndAt: inSeconds(-1) }, 'sales_ended'],
])('nothing is sold of %s', async (_what, times, code) => {
  const ticket = await list(service, times);
  const buyer = await browserOf(service);
  const answer = await buyer.post({ ticketId: ticket.id });
  expect([answer.status, answer.body]).toMatchObject([409, { available: 0, errors: [{ code }] }]);
  expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 });
});

test('an event that is on is sold', async () => {
  const { order } = await reserve(service, { startsAt: inSeconds(-3600), endsAt: inSeconds(3600) });
  expect(order).toMatchObject({ status: 'created' });
});

test('an order that was placed in time may be paid when the event is over', async () => {
  const { ticket, buyer, order, payment } = await reserve(service, { startsAt: inSeconds(-60), endsAt: inSeconds(60) });
  const over = { ...ticket, endsAt: inSeconds(-1) };
  await service.deliver('orders-ticket', eventOf(TicketUpdated, over, { version: 2 }));
  await service.deliver('orders-payment', eventOf(PaymentAuthorized, payment));
  expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'complete' });
});

test('many who ask while the event ends are all refused after the first who is', async () => {
  const ticket = await list(service, { quantity: 1000, startsAt: inSeconds(-60), endsAt: inSeconds(1.5) });
  const buyers = await Promise.all(Array.from({ length: 20 }, () => browserOf(service)));
  const codes: string[] = [];
  await Promise.all(
    buyers.map(async (buyer) => {
      for (let code = ''; code !== 'event_over'; ) {
        const { status, body } = await buyer.post({ ticketId: ticket.id });
        code = status === 201 ? 'placed' : body.errors[0].code;
        codes.push(code);
      }
    }),
  );
  const { rows } = await service.kit.db.pool.query(
    'select max(created_at) as last, max(created_at) >= $2::timestamptz as late from orders where ticket_id = $1',
    [ticket.id, ticket.endsAt],
  );
  expect(rows[0].late).toBe(false);
  expect(codes).toContain('placed');
  const others = codes.filter((code) => !['placed', 'holds_per_listing', 'event_over'].includes(code));
  expect(others).toEqual([]);
});
