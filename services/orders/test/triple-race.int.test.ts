import { ExpirationComplete, type OrderView, PaymentAuthorized } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aPayment, eventOf } from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { cancelByBuyer, completeOrder, expire } from '../src/order.ts';
import { moveOrder } from '../src/store/orders.ts';
import { type OrdersService, reserve, startOrders, stockOf, withoutLocks } from './setup.ts';

const RACES = 200;
const AT_ONCE = 10;

let service: OrdersService;
beforeEach(async () => {
  service = await startOrders({ SWEEP_AFTER_SECONDS: '3600' });
});
afterEach(() => service.stop());

/** An order whose deadline is this very moment, with whoever may cancel it. */
async function anOrderDueNow() {
  const reserved = await reserve(service);
  await service.kit.db.db.execute(
    sql`update orders set hold_until = clock_timestamp(), expires_at = clock_timestamp() where id = ${reserved.order.id}`,
  );
  return reserved;
}

const shuffled = <T>(items: T[]): T[] => {
  const keyed = items.map((item) => [Math.random(), item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
};

/** The terminal events of each order that has more than one, and those that have none. */
async function notEndedOnce(): Promise<string[]> {
  const ends = new Map<string, string[]>();
  for (const { aggregateId, type } of await service.outbox()) {
    if (type === 'order.created') ends.set(aggregateId, []);
    if (type === 'order.completed' || type === 'order.cancelled') ends.get(aggregateId)!.push(type);
  }
  return [...ends].filter(([, types]) => types.length !== 1).map(([id, types]) => `${id}: ${types.join(', ')}`);
}

test(`pay, expire and cancel within the same 10 ms, ${RACES} times: each order ends once, its units with it`, async () => {
  let within10Ms = 0;
  const ends: Record<string, number> = {};

  async function race() {
    const { buyer, order, ticket, payment } = await anOrderDueNow();
    const expired = { orderId: order.id, orderVersion: 1, expiresAt: order.expiresAt };
    const begun: number[] = [];
    const acts = shuffled([
      () => service.deliver('orders-payment', eventOf(PaymentAuthorized, payment)),
      () => service.deliver('orders-expiration', eventOf(ExpirationComplete, expired)),
      () => buyer.delete(`/${order.id}`).then(() => {}),
    ]);
    await Promise.all(
      acts.map((act) => {
        begun.push(performance.now());
        return act();
      }),
    );
    if (Math.max(...begun) - Math.min(...begun) <= 10) within10Ms++;
    const view = (await buyer.get(`/${order.id}`)).body as OrderView;
    const end =
      view.refund === 'requested' ? 'complete, refund asked for' : `${view.status} ${view.cancelReason ?? ''}`;
    ends[end] = (ends[end] ?? 0) + 1;
    const kept = view.status === 'complete' ? 2 : 0;
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: kept });
  }

  while (within10Ms < RACES) await Promise.all(Array.from({ length: AT_ONCE }, race));
  process.stderr.write(`    measured: three-way races: ${JSON.stringify(ends)}\n`);
  expect(await notEndedOnce()).toEqual([]);
  expect(Object.keys(ends).length).toBeGreaterThan(1); // who was first was left to chance
}, 600_000);

test('the control: without the lock on the row, and the constraint behind it, an order ends twice', async () => {
  const { db } = service.kit;
  await db.db.execute(sql`alter table outbox drop constraint outbox_aggregate_aggregate_id_aggregate_version_key`);
  const listing = { moves: [] };
  const trace = { correlationId: newId(), causationId: null };
  for (let races = 0; races < 200 && (await notEndedOnce()).length === 0; races++) {
    const { order, ticket } = await anOrderDueNow();
    // With units that others hold there are enough for an order that gives its own back twice.
    await db.db.execute(
      sql`update stock set held = held + 10, capacity = capacity + 10 where ticket_id = ${ticket.id}`,
    );
    await Promise.allSettled([
      db.transaction(trace, (tx) => moveOrder(withoutLocks(tx), order.id, expire)),
      db.transaction(trace, (tx) =>
        moveOrder(withoutLocks(tx), order.id, (row, now) => completeOrder(row, aPayment().id, now)),
      ),
      db.transaction(trace, (tx) =>
        moveOrder(withoutLocks(tx), order.id, (row, now) => cancelByBuyer(row, listing, now)),
      ),
    ]);
  }
  expect(await notEndedOnce()).not.toEqual([]);
}, 120_000);
