import { type Decision, UserDeleted, type UserState, UserUpdated } from '@frontrow/common/contracts';
import { type Database, newId } from '@frontrow/common/database';
import { aSession, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { placeTogether } from '../src/use-cases/place-together.ts';
import { browserOf, list, type OrdersService, reserve, startOrders, stockOf, withoutLocks } from './setup.ts';

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

const decision: Decision = { id: newId(), what: 'suspended', ground: 'terms', reason: 'Fraud', at, lifted: null };
const lifted = { ...decision, lifted: { at, reason: 'It was somebody else' } };
const updated = (id: string, version: number, changes: Partial<UserState>) =>
  service.deliver(
    'orders-user',
    eventOf(UserUpdated, { id, email: 'a@example.test', role: 'user', createdAt: at, ...changes }, { version }),
  );
const suspended = (id: string, version = 2) => updated(id, version, { suspendedAt: at, decision });
const reinstated = (id: string, version = 3) => updated(id, version, { suspendedAt: null, decision: lifted });
const remembered = async (id: string) =>
  (await service.kit.db.pool.query('select version, closed from closed_users where id = $1', [id])).rows;

test('a suspended buyer has nothing unpaid, and buys nothing until that is lifted', async () => {
  const { ticket, buyer, order } = await reserve(service);
  const { userId } = buyer.session;
  await suspended(userId);
  expect((await buyer.get(`/${order.id}`)).body).toMatchObject({ status: 'cancelled', cancelReason: 'buyer' });
  expect((await buyer.get(`/${order.id}/timeline`)).body.at(-1).step).toBe('account_suspended');
  const refused = await buyer.post({ ticketId: ticket.id });
  expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'account_closed']);
  expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 0 });

  await reinstated(userId);
  expect((await buyer.post({ ticketId: ticket.id })).status).toBe(201);
  // News that comes late, or again, changes nothing.
  await suspended(userId);
  expect((await buyer.post({ ticketId: ticket.id })).status).toBe(201);
  expect(await remembered(userId)).toEqual([{ version: 3, closed: false }]);
});

test('who was never suspended is not kept, whatever else changes of their account; a deleted account buys nothing', async () => {
  const buyer = await browserOf(service);
  const { userId } = buyer.session;
  const ticket = await list(service);
  await updated(userId, 2, {});
  expect(await remembered(userId)).toEqual([]);
  expect((await buyer.post({ ticketId: ticket.id })).status).toBe(201);
  await service.deliver(
    'orders-user',
    eventOf(UserDeleted, { id: userId, email: '', role: 'user', createdAt: at, deletedAt: at }, { version: 3 }),
  );
  expect((await buyer.post({ ticketId: ticket.id })).body.errors[0].code).toBe('account_closed');
});

describe('somebody buys while their account is being suspended', () => {
  /** Reserves again and again while the suspension comes; how many units are held in the end by orders that stand. */
  async function race(db: Database): Promise<number> {
    const { userId } = aSession();
    const ticket = await list(service, { quantity: 1000 });
    const terms = {
      holdsPerListing: 1000,
      holdsInAll: 1000,
      holdSeconds: 900,
      holdLimits: undefined,
      newOrderId: newId,
    };
    const trace = { correlationId: newId(), causationId: null };
    const place = () =>
      placeTogether(
        db,
        [{ userId, network: 'home', wish: { ticketId: ticket.id, quantity: 1 }, trace, claim: undefined }],
        terms,
      );
    let over = false;
    const buying = Array.from({ length: 4 }, async () => {
      while (!over) await place();
    });
    await place();
    await suspended(userId);
    over = true;
    await Promise.all(buying);
    return (await stockOf(service, ticket.id)).held;
  }

  test('nothing that slips in before is left', async () => {
    for (let races = 0; races < 10; races++) expect(await race(service.kit.db)).toBe(0);
  });

  test('the control: without the buyer’s turn something is', async () => {
    const { db } = service.kit;
    const unlocked: Database = {
      ...db,
      transaction: (trace, work) => db.transaction(trace, (tx) => work(withoutLocks(tx))),
    };
    let left = 0;
    for (let races = 0; races < 50 && left === 0; races++) left += await race(unlocked);
    expect(left).toBeGreaterThan(0);
  });
});
