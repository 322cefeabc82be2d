import { newId } from '@frontrow/common/database';
import { aSession, cookieOf, eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import { type Bench, startBench, type TestOrder, WEBHOOK_SECRET } from './bench.ts';

let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => bench.noFaults());
afterAll(() => bench.stop());

async function charged(card = 'tok_visa'): Promise<TestOrder> {
  const order = await bench.place();
  expect((await bench.pay(order, card)).status).toBe(201);
  await bench.complete(order);
  await bench.reaches(order, 'captured');
  return order;
}

const list = async (session = aSession({ role: 'operator' as const })) =>
  supertest(bench.service.url)
    .get('/api/payments/disputes')
    .set('cookie', await cookieOf(session));
const disputeOf = async (order: TestOrder) =>
  ((await list()).body as { orderId: string; dispute: { phase: string; withdrawn: boolean } }[]).find(
    ({ orderId }) => orderId === order.id,
  )?.dispute;
const reaches = (order: TestOrder, phase: string, withdrawn: boolean) =>
  eventually(async () => expect(await disputeOf(order)).toMatchObject({ phase, withdrawn }), 15_000);
/** What happened after the charge. Steps that follow one another fast may be told as one. */
const since = async (order: TestOrder) => [...new Set((await bench.events(order)).slice(3))];

describe('a disputed charge', () => {
  test('is recorded and told, and stays charged: what a bank withdraws is no refund', async () => {
    const order = await charged('tok_createDispute');
    await reaches(order, 'open', true);
    const [view] = ((await list()).body as object[]).filter(
      (each) => (each as TestOrder & { orderId: string }).orderId === order.id,
    );
    expect(view).toMatchObject({
      orderId: order.id,
      userId: order.state.userId,
      status: 'captured',
      dispute: { reason: 'fraudulent', status: 'needs_response', amount: 5000 },
    });
    expect(await since(order)).toEqual(['disputed']);
    const { data } = (await bench.service.outbox('payment.disputed')).at(-1)!;
    expect(data).toMatchObject({ status: 'captured', dispute: { phase: 'open', amount: 5000 } });
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 0, disputed: 5000 });
    expect((await supertest(bench.service.url).get('/metrics')).text).toMatch(/disputes_open\{.*\} [1-9]/);
  });

  test.each(['won', 'lost'] as const)('that is %s is over, and the order keeps its payment', async (outcome) => {
    const order = await charged();
    const dispute = await bench.dispute(order);
    await reaches(order, 'open', true);
    await bench.decide(dispute, outcome);
    await reaches(order, outcome, outcome === 'lost');
    expect(await since(order)).toEqual(['disputed', 'dispute_closed']);
    expect((await bench.paymentOf(order)).status).toBe('captured');
    expect(await bench.books(order)).toMatchObject({ captured: 5000, disputed: outcome === 'lost' ? 5000 : 0 });
  });

  test('may only be an inquiry, which moves no money', async () => {
    const order = await charged('tok_createDisputeInquiry');
    await reaches(order, 'inquiry', false);
    await bench.cancel(order, 'refunded');
    await bench.reaches(order, 'refunded');
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 5000, disputed: 0 });
  });
});

describe('a disputed charge of a cancelled order', () => {
  test('is paid back by the bank alone when the dispute is lost', async () => {
    const order = await charged();
    const dispute = await bench.dispute(order);
    await reaches(order, 'open', true);
    await bench.cancel(order, 'event_cancelled');
    await bench.decide(dispute, 'lost');
    await reaches(order, 'lost', true);
    await bench.cancel(order, 'event_cancelled');
    await atRest(order);
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 0, disputed: 5000 });
  });

  test('is refunded when the dispute is won, not before', async () => {
    const order = await charged();
    const dispute = await bench.dispute(order);
    await reaches(order, 'open', true);
    await bench.cancel(order, 'event_cancelled');
    await atRest(order);
    expect(await bench.books(order)).toMatchObject({ refunded: 0, disputed: 5000 });
    await bench.decide(dispute, 'won');
    await bench.reaches(order, 'refunded');
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 5000, disputed: 0 });
  });

  test('of which we hear by the refusal of the refund is not taken for a refund that failed', async () => {
    await bench.fault({ kind: 'webhook-drop', times: null });
    const order = await charged();
    const dispute = await bench.dispute(order);
    await bench.cancel(order, 'refunded');
    await reaches(order, 'open', true);
    await bench.noFaults();
    await bench.decide(dispute, 'won');
    await bench.reaches(order, 'refunded');
    expect(await since(order)).toEqual(['disputed', 'dispute_closed', 'refunded']);
  });
});

test.each([
  ['twice and more', { kind: 'webhook-duplicate', count: 3, times: null }],
  ['in reverse', { kind: 'webhook-reorder', count: 4, delayMs: 300, times: null }],
])('webhooks that come %s lead to the same end', async (_name, fault) => {
  const order = await charged();
  await bench.fault({ ...fault, match: { type: 'charge.dispute' } });
  const dispute = await bench.dispute(order);
  await bench.decide(dispute, 'won');
  await reaches(order, 'won', false);
  expect((await since(order)).at(-1)).toBe('dispute_closed');
  expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 0, disputed: 0 });
});

test('what a webhook says of a dispute is never believed, only looked into', async () => {
  const order = await charged();
  const { intents } = await bench.books(order);
  const payload = JSON.stringify({
    id: `evt_${newId()}`,
    object: 'event',
    type: 'charge.dispute.closed',
    data: { object: { id: 'du_1', object: 'dispute', payment_intent: intents[0]!.id, status: 'lost', amount: 5000 } },
  });
  const answer = await supertest(bench.service.url)
    .post('/api/payments/webhook')
    .type('application/json')
    .set('stripe-signature', bench.stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET }))
    .send(payload);
  expect(answer.status).toBe(200);
  await atRest(order);
  expect(await disputeOf(order)).toBeUndefined();
});

test('only operators see disputes', async () => {
  expect((await list(aSession() as never)).status).toBe(403);
  expect((await supertest(bench.service.url).get('/api/payments/disputes')).status).toBe(401);
});

/** Waits until nothing is owed for an order, nor anything left to be looked into. */
const atRest = (order: TestOrder) =>
  eventually(async () => {
    const { rows } = await bench.service.kit.db.db.execute(
      sql`select 1 from payments where order_id = ${order.id} and due_at is null and news = news_seen`,
    );
    expect(rows).toHaveLength(1);
  });
