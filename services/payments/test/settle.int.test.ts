import { OrderCancelled, OrderCompleted, OrderUpdated } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { type Bench, startBench } from './bench.ts';

let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

describe('capture', () => {
  test('once, however often and in whatever order the events come', async () => {
    const order = await bench.paid();
    const updated = order.next(OrderUpdated, { status: 'awaiting:payment' });
    const completed = order.next(OrderCompleted, { status: 'complete' });
    const deliver = (event: unknown) => bench.service.deliver('payments-order', event as never);
    await Promise.all([deliver(completed), deliver(completed), deliver(completed)]);
    await deliver(updated);
    await bench.reaches(order, 'captured');
    await deliver({ ...completed, id: updated.id });
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured']);
    const { intents, ...money } = await bench.books(order);
    expect(intents).toHaveLength(1);
    expect(money).toEqual({ authorized: 5000, captures: 1, captured: 5000, refunded: 0, voided: 0, disputed: 0 });
    expect((await bench.service.outbox('payment.captured')).at(-1)?.data).toMatchObject({ amountCaptured: 5000 });
  });

  test('carries on the correlation id of what asked for it', async () => {
    const order = await bench.paid();
    const completed = order.next(OrderCompleted, { status: 'complete' });
    await bench.service.deliver('payments-order', completed as never);
    await bench.reaches(order, 'captured');
    const event = (await bench.service.outbox('payment.captured')).at(-1);
    expect(event).toMatchObject({ correlationId: completed.correlationId, causationId: completed.id });
  });

  test('that fails for good releases the money before it is said', async () => {
    const order = await bench.paid('tok_captureFail');
    await bench.complete(order);
    const payment = await bench.reaches(order, 'capture_failed');
    expect(payment.failure?.code).toBe('charge_expired_for_capture');
    await bench.cancel(order, 'payment_failed');
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'capture_failed']);
    expect(await bench.books(order)).toMatchObject({ captures: 0, captured: 0, voided: 5000 });
    expect((await bench.pay(order)).status).toBe(409);
  });

  test('that the card refuses cancels a PaymentIntent which still holds the money', async () => {
    const order = await bench.paid();
    await bench.fault({ kind: 'error', status: 402, match: { path: '/v1/payment_intents/*/capture' } });
    await bench.complete(order);
    expect((await bench.reaches(order, 'capture_failed')).failure?.code).toBe('card_declined');
    expect(await bench.books(order)).toMatchObject({ captures: 0, voided: 5000, intents: [{ status: 'canceled' }] });
  });

  test('of an authorization that was given up at Stripe', async () => {
    const order = await bench.paid();
    const { intents } = await bench.books(order);
    await bench.stripe.paymentIntents.cancel(intents[0]!.id);
    await bench.complete(order);
    expect((await bench.reaches(order, 'capture_failed')).failure?.code).toBe('authorization_lapsed');
  });

  test('that somebody did at Stripe counts', async () => {
    const order = await bench.paid();
    const { intents } = await bench.books(order);
    await bench.stripe.paymentIntents.capture(intents[0]!.id);
    await bench.complete(order);
    await bench.reaches(order, 'captured');
    expect(await bench.books(order)).toMatchObject({ captures: 1, captured: 5000 });
  });
});

describe('a cancelled order', () => {
  test('whose card was good is not charged', async () => {
    const order = await bench.paid();
    await bench.cancel(order, 'expired');
    await bench.reaches(order, 'voided');
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'voided']);
    expect(await bench.books(order)).toMatchObject({ captured: 0, voided: 5000, intents: [{ status: 'canceled' }] });
  });

  test.each(['tok_chargeDeclined', 'tok_threeDSecure2Required'])(
    'leaves nothing open at Stripe after %s',
    async (card) => {
      const order = await bench.place();
      await bench.pay(order, card);
      await bench.cancel(order);
      await bench.reaches(order, 'voided');
      expect((await bench.books(order)).intents).toMatchObject([{ status: 'canceled' }]);
    },
  );

  test('that was never paid needs nothing', async () => {
    const order = await bench.place();
    await bench.cancel(order);
    expect(await bench.events(order)).toEqual([]);
  });

  test('is not charged when its payment comes too late, and the buyer is told', async () => {
    const order = await bench.place();
    await bench.fault({ kind: 'execute-then-delay', delayMs: 500, match: { path: '/v1/payment_intents/*/confirm' } });
    const paying = bench.pay(order).then((answer) => answer);
    await eventually(async () => expect((await bench.books(order)).authorized).toBe(5000));
    await bench.cancel(order, 'expired');
    const { status, body } = await paying;
    expect(status).toBe(409);
    expect(body.errors[0].message).toMatch(/you were not charged/);
    await bench.reaches(order, 'voided');
    expect(await bench.books(order)).toMatchObject({ captured: 0, authorized: 5000, voided: 5000 });
  });

  test('of which payments hears of the cancellation first is not charged', async () => {
    const order = await bench.paid();
    const completed = order.next(OrderCompleted, { status: 'complete' });
    const cancelled = order.next(OrderCancelled, { status: 'cancelled', cancelReason: 'event_cancelled' });
    await bench.service.deliver('payments-order', cancelled as never);
    await bench.service.deliver('payments-order', completed as never);
    await bench.reaches(order, 'voided');
    expect(await bench.books(order)).toMatchObject({ captures: 0, voided: 5000 });
  });
});

describe('refund', () => {
  test('once, when a charged order is cancelled', async () => {
    const order = await bench.charged();
    const cancelled = order.next(OrderCancelled, { status: 'cancelled', cancelReason: 'refunded' });
    await Promise.all([1, 2, 3].map(() => bench.service.deliver('payments-order', cancelled as never)));
    await bench.reaches(order, 'refunded');
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured', 'refunded']);
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 5000 });
    const { data } = (await bench.service.outbox('payment.refunded')).at(-1)!;
    expect(data).toMatchObject({ amountCaptured: 5000, amountRefunded: 5000 });
  });

  test('that is pending is waited for', async () => {
    const order = await bench.charged('tok_pendingRefund');
    await bench.cancel(order, 'refunded');
    await bench.reaches(order, 'refunded');
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 5000 });
  });

  test('that the bank sends back later is taken out of the books and shown to operators', async () => {
    const order = await bench.charged('tok_refundFail');
    await bench.cancel(order, 'refunded');
    await eventually(async () => expect((await bench.events(order)).at(-1)).toBe('refund_failed'));
    expect((await bench.paymentOf(order)).status).toBe('captured');
    const { data } = (await bench.service.outbox('payment.refund_failed')).at(-1)!;
    expect(data).toMatchObject({ amountCaptured: 5000, amountRefunded: 0 });
    expect(await bench.refundFailures()).toContainEqual(
      expect.objectContaining({ orderId: order.id, userId: order.state.userId }),
    );
    expect((await supertest(bench.service.url).get('/metrics')).text).toMatch(/refunds_failed\{.*\} [1-9]/);
  });

  test('that Stripe refuses is shown to operators, until one made it', async () => {
    const order = await bench.charged();
    const match = { method: 'POST', path: '/v1/refunds', metadata: { orderId: order.id } };
    await bench.fault({ kind: 'error', status: 400, match });
    await bench.cancel(order, 'refunded');
    await eventually(async () =>
      expect((await bench.refundFailures()).map(({ orderId }) => orderId)).toContain(order.id),
    );
    const { intents } = await bench.books(order);
    await bench.stripe.refunds.create({ payment_intent: intents[0]!.id });
    await bench.reaches(order, 'refunded');
    expect((await bench.refundFailures()).map(({ orderId }) => orderId)).not.toContain(order.id);
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 5000 });
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured', 'refund_failed', 'refunded']);
  });
});
