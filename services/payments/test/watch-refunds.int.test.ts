import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchRefunds } from '../src/workers/watch-refunds.ts';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** What the daily poll finds when no webhook comes. */
let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench({ webhooks: false });
});
afterAll(() => bench.stop());

const rowOf = async (order: TestOrder) => {
  const sql = `select due_at is null and news = news_seen as rests, news, version, updated_at from payments where order_id = $1`;
  return (await bench.service.kit.db.pool.query(sql, [order.id])).rows[0];
};

/** Makes all that happened to a payment so many days older. */
const age = (order: TestOrder, days: number) =>
  bench.service.kit.db.pool.query(
    `update payments set updated_at = updated_at - make_interval(days => $2),
       refund_checked_at = refund_checked_at - make_interval(days => $2) where order_id = $1`,
    [order.id, days],
  );

/** Lets the poll run; resolves to how often it had Stripe asked about an order, once that is done. */
async function looksAt(order: TestOrder): Promise<number> {
  const { news } = await rowOf(order);
  await watchRefunds(bench.service.kit).run();
  await eventually(async () => expect((await rowOf(order)).rests).toBe(true), 15_000);
  return (await rowOf(order)).news - news;
}

test('a refund is looked at once a day, for sixty days after it: a look is no change', async () => {
  const order = await bench.charged();
  await bench.cancel(order, 'refunded');
  await bench.reaches(order, 'refunded');
  expect(await looksAt(order)).toBe(0);
  await age(order, 2);
  const before = await rowOf(order);
  expect(await looksAt(order)).toBe(1);
  expect(await looksAt(order)).toBe(0);
  const { version, updated_at } = await rowOf(order);
  expect({ version, updated_at }).toEqual({ version: before.version, updated_at: before.updated_at });
  await age(order, 57);
  expect(await looksAt(order)).toBe(1);
  await age(order, 2);
  expect(await looksAt(order)).toBe(0);
});

test('a refund that failed and was then made by hand is noticed', async () => {
  const order = await bench.charged();
  const match = { method: 'POST', path: '/v1/refunds', metadata: { orderId: order.id } };
  await bench.fault({ kind: 'error', status: 400, match });
  await bench.cancel(order, 'refunded');
  await eventually(
    async () => expect(await bench.refundFailures()).toContainEqual(expect.objectContaining({ orderId: order.id })),
    15_000,
  );
  const { intents } = await bench.books(order);
  await bench.stripe.refunds.create({ payment_intent: intents[0]!.id });
  await age(order, 2);
  expect(await looksAt(order)).toBe(1);
  await bench.reaches(order, 'refunded');
  expect(await bench.refundFailures()).not.toContainEqual(expect.objectContaining({ orderId: order.id }));
  expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured', 'refund_failed', 'refunded']);
});
