import { UserDeleted } from '@frontrow/common/contracts';
import { eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { browserOf, list, type OrdersService, reserve, startOrders, stockOf } from './setup.ts';

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders();
});
afterAll(() => service.stop());

const at = new Date().toISOString();
const deletedEvent = (id: string) =>
  eventOf(UserDeleted, { id, email: '', role: 'user', createdAt: at, deletedAt: at }, { version: 2 });
const eventsOf = async (id: string) =>
  (await service.outbox()).filter(({ aggregateId }) => aggregateId === id).map(({ type }) => type);

test('what someone held without having paid is on sale again once their account is gone, told twice or not', async () => {
  const { ticket, buyer, order } = await reserve(service);
  const other = await list(service);
  const second = (await buyer.post({ ticketId: other.id, quantity: 3 })).body;
  const event = deletedEvent(buyer.session.userId);
  for (const again of [event, event, deletedEvent(buyer.session.userId)]) await service.deliver('orders-user', again);

  expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 0 });
  expect(await stockOf(service, other.id)).toMatchObject({ held: 0, sold: 0 });
  for (const { id } of [order, second]) expect(await eventsOf(id)).toEqual(['order.created', 'order.cancelled']);
  expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'cancelled', cancelReason: 'buyer' });
  const timeline = await buyer.get(`/${order.id}/timeline`);
  expect(timeline.body.at(-1).step).toBe('account_deleted');
});

test('others’ orders, and those that are paid for, stay as they are', async () => {
  const { ticket, buyer, order } = await reserve(service);
  const neighbour = await browserOf(service);
  const theirs = (await neighbour.post({ ticketId: ticket.id })).body;
  await service.kit.db.pool.query(
    `update orders set status = 'complete', payment_id = gen_random_uuid() where id = $1`,
    [order.id],
  );
  await service.kit.db.pool.query('update stock set held = 1, sold = 2 where ticket_id = $1', [ticket.id]);
  await service.deliver('orders-user', deletedEvent(buyer.session.userId));
  expect(await stockOf(service, ticket.id)).toMatchObject({ held: 1, sold: 2 });
  expect(await eventsOf(order.id)).toEqual(['order.created']);
  expect(await eventsOf(theirs.id)).toEqual(['order.created']);
});
