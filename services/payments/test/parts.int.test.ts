import { eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bench, startBench, type TestOrder } from './bench.ts';

/** Captures that took less than the whole, authorizations that ended at Stripe, and Stripe asking for patience. */
let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => bench.noFaults());
afterAll(() => bench.stop());

const half = (order: TestOrder) => bench.fault({ kind: 'capture-partial', match: { metadata: { orderId: order.id } } });
describe('a capture that took a part', () => {
  test.each([
    ['is given back, and nobody is admitted for it', undefined],
    ['and whose answer was lost ends the same', { kind: 'execute-then-cut', times: 2 }],
  ])('%s', async (_name, trouble) => {
    const order = await bench.paid();
    const match = { method: 'POST', path: '/v1/refunds', metadata: { orderId: order.id } };
    if (trouble) await bench.fault({ ...trouble, match });
    await half(order);
    await bench.complete(order);
    const { failure } = await bench.reaches(order, 'capture_failed');
    expect(failure?.code).toBe('captured_in_part');
    // `captured` would have led to admissions; `capture_failed` cancels the order.
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'capture_failed']);
    expect(await bench.books(order)).toMatchObject({ captures: 1, captured: 2500, refunded: 2500, voided: 2500 });
    const again = await bench.pay(order);
    expect(again.status).toBe(409);
  });

  test('of an order that is cancelled at that moment goes back, too', async () => {
    const order = await bench.paid();
    await half(order);
    await bench.fault({ kind: 'delay', delayMs: 500, match: { method: 'POST', path: '/v1/refunds' } });
    await bench.complete(order);
    await eventually(async () => expect((await bench.books(order)).captured).toBe(2500));
    await bench.cancel(order, 'event_cancelled');
    await bench.reaches(order, 'capture_failed');
    expect(await bench.books(order)).toMatchObject({ captured: 2500, refunded: 2500 });
  });

  test('that cannot be given back is shown to operators, and the order still ends', async () => {
    const order = await bench.paid('tok_refundFail');
    await half(order);
    await bench.complete(order);
    await bench.reaches(order, 'capture_failed');
    await eventually(async () => expect((await bench.events(order)).at(-1)).toBe('refund_failed'));
    expect((await bench.paymentOf(order)).status).toBe('capture_failed');
    expect(await bench.refundFailures()).toContainEqual(expect.objectContaining({ orderId: order.id }));
  });
});

describe('an authorization that ended at Stripe', () => {
  test('before its order was decided is told, and the order is not charged', async () => {
    const order = await bench.paid();
    const { intents } = await bench.books(order);
    await bench.stripe.paymentIntents.cancel(intents[0]!.id);
    expect((await bench.reaches(order, 'capture_failed')).failure?.code).toBe('authorization_lapsed');
    await bench.complete(order);
    expect(await bench.books(order)).toMatchObject({ captured: 0, voided: 5000 });
  });

  test('after its order was completed is told by the capture, without a webhook', async () => {
    await bench.fault({ kind: 'webhook-drop', times: null });
    const order = await bench.paid();
    const { intents } = await bench.books(order);
    await bench.stripe.paymentIntents.cancel(intents[0]!.id);
    await bench.complete(order);
    await bench.reaches(order, 'capture_failed');
  });
});

test('when Stripe asks for patience, it is not asked again before', async () => {
  const order = await bench.paid();
  const match = { path: '/v1/payment_intents/*/capture', metadata: { orderId: order.id } };
  await bench.fault({ kind: 'error', status: 429, retryAfter: 20, times: null, match });
  await bench.complete(order);
  const { pool } = bench.service.kit.db;
  await eventually(async () => {
    const { rows } = await pool.query(
      `select extract(epoch from due_at - clock_timestamp())::float as seconds, tries from payments where order_id = $1`,
      [order.id],
    );
    expect(rows[0].tries).toBe(1);
    // Without that the first pause is at most 0.4 s.
    expect(rows[0].seconds).toBeGreaterThan(5);
  });
  await bench.noFaults();
  await pool.query('update payments set due_at = clock_timestamp() where order_id = $1', [order.id]);
  await bench.reaches(order, 'captured');
});
