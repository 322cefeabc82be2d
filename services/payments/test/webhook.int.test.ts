import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import { type Bench, startBench, type TestOrder, WEBHOOK_SECRET } from './bench.ts';

let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => bench.noFaults());
afterAll(() => bench.stop());

const send = (payload: string, signature?: string) => {
  const request = supertest(bench.service.url).post('/api/payments/webhook').type('application/json');
  return (signature === undefined ? request : request.set('stripe-signature', signature)).send(payload);
};
const sign = (payload: string, secret = WEBHOOK_SECRET, timestamp = Math.floor(Date.now() / 1000)) =>
  bench.stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
const about = (type: string, paymentIntent: string, id = `evt_${newId()}`) =>
  JSON.stringify({
    id,
    object: 'event',
    type,
    data: { object: { id: paymentIntent, object: 'payment_intent', status: 'succeeded', amount_received: 1 } },
  });
const received = async (id: string) =>
  (await bench.service.kit.db.db.execute(sql`select 1 from stripe_events where id = ${id}`)).rows.length;
const charged = async (order: TestOrder) => {
  expect((await bench.pay(order)).status).toBe(201);
  await bench.complete(order);
  await bench.reaches(order, 'captured');
  return (await bench.books(order)).intents[0]!.id;
};

test('what Stripe did not sign is refused', async () => {
  const payload = about('payment_intent.succeeded', 'pi_1');
  const seconds = Math.floor(Date.now() / 1000);
  const [tooOld, ahead] = [seconds - 3600, seconds + 3600];
  for (const [body, signature] of [
    [payload, undefined],
    [payload, ''],
    [payload, 't=1,v1=00'],
    [payload, sign(payload, 'whsec_another')],
    [payload, sign(payload, WEBHOOK_SECRET, tooOld)],
    [payload, sign(payload, WEBHOOK_SECRET, ahead)],
    [payload, `t=${seconds},${sign(payload, WEBHOOK_SECRET, ahead)}`],
    [payload, sign(payload, WEBHOOK_SECRET, ahead).replace('t=', 't= ')],
    [payload.replace('pi_1', 'pi_2'), sign(payload)],
    ['', sign(payload)],
  ] as const) {
    const answer = await send(body, signature);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].field).toBe('Stripe-Signature');
  }
});

test('what it says is never believed, only looked into', async () => {
  const order = await bench.place();
  expect((await bench.pay(order)).status).toBe(201);
  const { intents } = await bench.books(order);
  for (const type of ['payment_intent.succeeded', 'payment_intent.canceled', 'payment_intent.payment_failed']) {
    const payload = about(type, intents[0]!.id);
    expect((await send(payload, sign(payload))).body).toEqual({ received: true });
  }
  await bench.complete(order);
  await bench.reaches(order, 'captured');
  expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured']);
});

test('a PaymentIntent that we do not know is no trouble', async () => {
  const payload = about('payment_intent.succeeded', 'pi_of_another_system');
  expect((await send(payload, sign(payload))).status).toBe(200);
  const other = JSON.stringify({
    id: `evt_${newId()}`,
    object: 'event',
    type: 'customer.created',
    data: { object: {} },
  });
  expect((await send(other, sign(other))).status).toBe(200);
});

test('the same event counts once', async () => {
  const order = await bench.place();
  const intent = await charged(order);
  const id = `evt_${newId()}`;
  const refunded = JSON.stringify({
    id,
    object: 'event',
    type: 'charge.refunded',
    data: { object: { id: 'ch_1', object: 'charge', payment_intent: intent } },
  });
  const news = async () =>
    (await bench.service.kit.db.pool.query('select news from payments where order_id = $1', [order.id])).rows[0].news;
  await eventually(async () => expect(await news()).toBe(await news()));
  const before = await news();
  await Promise.all([1, 2, 3].map(() => send(refunded, sign(refunded))));
  expect(await received(id)).toBe(1);
  expect(await news()).toBe(before + 1);
});

test.each([
  ['twice and more', { kind: 'webhook-duplicate', count: 3, times: null }],
  ['in reverse', { kind: 'webhook-reorder', count: 3, delayMs: 200, times: null }],
  ['late', { kind: 'webhook-late', delayMs: 700, times: null }],
  ['never', { kind: 'webhook-drop', times: null }],
])('webhooks that come %s change nothing of the outcome', async (_name, fault) => {
  await bench.fault(fault);
  const order = await bench.place();
  const { body } = await bench.pay(order, 'tok_threeDSecure2Required');
  await supertest(body.payment.challengeUrl).post('').type('form').send({ outcome: 'approve' }).redirects(0);
  await bench.reaches(order, 'authorized');
  await bench.complete(order);
  await bench.reaches(order, 'captured');
  await bench.cancel(order, 'refunded');
  await bench.reaches(order, 'refunded');
  expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured', 'refunded']);
  expect(await bench.books(order)).toMatchObject({ captures: 1, captured: 5000, refunded: 5000 });
});

test('a webhook that comes before the answer to our own call is harmless', async () => {
  const order = await bench.place();
  await bench.fault({ kind: 'execute-then-delay', delayMs: 400, match: { path: '/v1/payment_intents/*/confirm' } });
  const paying = bench.pay(order).then((answer) => answer);
  await eventually(async () => {
    const { rows } = await bench.service.kit.db.db.execute(
      sql`select 1 from stripe_events where type = 'payment_intent.amount_capturable_updated'`,
    );
    expect(rows.length).toBeGreaterThan(0);
  });
  expect((await paying).status).toBe(201);
  expect(await bench.events(order)).toEqual(['started', 'authorized']);
});

test('a card that was put to the open PaymentIntent by its client secret counts', async () => {
  const order = await bench.place();
  expect((await bench.pay(order, 'tok_chargeDeclined')).status).toBe(402);
  const { intents } = await bench.books(order);
  await bench.stripe.paymentIntents.confirm(intents[0]!.id, {
    payment_method: 'pm_card_visa',
    return_url: 'http://frontrow.test/',
  });
  await bench.reaches(order, 'authorized');
  expect(await bench.events(order)).toEqual(['started', 'failed', 'authorized']);
});
