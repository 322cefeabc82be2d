import { RefundFailureView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { query } from './support/databases.ts';
import { bodyOf, problemOf } from './support/http.ts';
import {
  admissionsOf,
  orderOf,
  pay,
  paymentIn,
  reserve,
  sell,
  timelineOf,
  tryToPay,
  untilAdmitted,
  untilOrder,
} from './support/market.ts';
import { newcomer } from './support/people.ts';
import { answerChallenge, moneyOf, orderFault } from './support/stripe.ts';

const chargedOnce = { authorized: 2000, captured: 2000, captureCount: 1, refunded: 0, voided: 0 };
const confirming = { path: '/v1/payment_intents/*/confirm' };

async function anOrder() {
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  const { id } = await reserve(buyer, (await sell(seller)).id);
  return { buyer, id };
}

test('two cards at once for one order: one payment, one capture', async () => {
  const orders = await Promise.all(Array.from({ length: 5 }, anOrder));
  for (const { buyer, id } of orders) {
    const tokens = ['tok_visa', 'tok_mastercard'];
    const answers = await Promise.all(tokens.map((token) => tryToPay(buyer, id, token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    await untilAdmitted(buyer, id);
    expect(await query('payments', 'select 1 from payments where order_id = $1', [id])).toHaveLength(1);
    expect(await moneyOf(id)).toMatchObject(chargedOnce);
  }
}, 60_000);

test('paying twice charges once, and says so', async () => {
  const { buyer, id } = await anOrder();
  await pay(buyer, id);
  expect(problemOf(await tryToPay(buyer, id), 409).errors[0]!.message).toBe('this order is paid already');
  await untilAdmitted(buyer, id);
  expect(problemOf(await tryToPay(buyer, id), 409).errors[0]!.message).toBe('this order is paid already');
  expect(await moneyOf(id)).toMatchObject(chargedOnce);
});

test('the same payment sent again, its reply having been lost, is the same payment', async () => {
  const { buyer, id } = await anOrder();
  const send = () => buyer.send('POST', '/api/payments', { orderId: id, token: 'tok_visa' }, `pay-${id}`);
  const first = paymentIn(await send(), 201);
  const again = await send();
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(paymentIn(again, 201).id).toBe(first.id);
  await untilAdmitted(buyer, id);
  expect(await moneyOf(id)).toMatchObject(chargedOnce);
});

test('a declined card leaves the order payable', async () => {
  const { buyer, id } = await anOrder();
  const declined = problemOf(await tryToPay(buyer, id, 'tok_visa_chargeDeclinedInsufficientFunds'), 402);
  expect(declined.errors[0]!.message).toMatch(/insufficient funds/i);
  const order = await untilOrder(buyer, id, { status: 'created' });
  await eventually(async () => expect((await orderOf(buyer, id)).paymentFailure).toMatch(/insufficient funds/i));
  expect(order.secondsLeft).toBeGreaterThan(0);
  await pay(buyer, id);
  await untilAdmitted(buyer, id);
  expect(await moneyOf(id)).toMatchObject(chargedOnce);
});

test.each([
  ['by its webhook', undefined],
  ['by asking, when no webhook comes', { kind: 'webhook-drop', times: null }],
  ['once, when webhooks come twice', { kind: 'webhook-duplicate', times: null }],
])(
  '3-D Secure completes %s',
  async (_how, fault) => {
    const { buyer, id } = await anOrder();
    const takeBack = fault && (await orderFault(id, fault));
    const payment = paymentIn(await tryToPay(buyer, id, 'tok_threeDSecure2Required'), 202);
    expect(payment.status).toBe('requires_action');
    await untilOrder(buyer, id, { status: 'awaiting:payment' });
    expect(await answerChallenge(payment.challengeUrl!, 'approve')).toContain(`/orders/${id}`);
    await untilOrder(buyer, id, { status: 'complete' }, 45_000);
    await untilAdmitted(buyer, id);
    expect(await moneyOf(id)).toMatchObject(chargedOnce);
    await takeBack?.();
  },
  60_000,
);

test('a failed 3-D Secure challenge leaves the order payable', async () => {
  const { buyer, id } = await anOrder();
  const payment = paymentIn(await tryToPay(buyer, id, 'tok_threeDSecure2Required'), 202);
  await untilOrder(buyer, id, { status: 'awaiting:payment' });
  await answerChallenge(payment.challengeUrl!, 'fail');
  await untilOrder(buyer, id, { status: 'created' });
  await pay(buyer, id);
  await untilOrder(buyer, id, { status: 'complete' });
  await eventually(async () => expect(await moneyOf(id)).toMatchObject(chargedOnce));
}, 60_000);

test.each([
  ['cuts the connection', { kind: 'execute-then-cut', times: 2, match: confirming }],
  ['answers 500', { kind: 'execute-then-error', match: confirming }],
  ['keeps the 500 under the key', { kind: 'execute-then-error', remember: 'error', match: confirming }],
])(
  'a card that is authorized while Stripe %s is charged once',
  async (_what, fault) => {
    const { buyer, id } = await anOrder();
    await orderFault(id, fault);
    expect([201, 202]).toContain((await tryToPay(buyer, id)).status);
    await untilAdmitted(buyer, id);
    expect(await moneyOf(id)).toMatchObject(chargedOnce);
  },
  60_000,
);

test('a capture that fails for good cancels the order, admits nobody and keeps no money', async () => {
  const { buyer, id } = await anOrder();
  await tryToPay(buyer, id, 'tok_captureFail');
  const order = await untilOrder(buyer, id, { status: 'cancelled', cancelReason: 'payment_failed' });
  expect(order.paymentFailure).not.toBeNull();
  expect(await admissionsOf(buyer, id)).toEqual([]);
  expect(await moneyOf(id)).toMatchObject({ captured: 0, captureCount: 0, authorized: 2000, voided: 2000 });
  expect((await timelineOf(buyer, id)).map(({ event }) => event)).toContain('payment.capture_failed');
});

test('a refund that the bank sends back is told, and settled by a person', async () => {
  const { buyer, id } = await anOrder();
  await pay(buyer, id, 'tok_refundFail');
  await untilAdmitted(buyer, id);
  expect((await buyer.send('DELETE', `/api/orders/${id}`)).status).toBe(202);
  const moneyBack = async () => (await orderOf(buyer, id)).moneyBack;
  await eventually(async () => expect(await moneyBack()).toMatchObject({ state: 'failed' }), 30_000);

  const operator = await newcomer('operator');
  const failures = bodyOf(await operator.send('GET', '/api/payments/refund-failures'), 200);
  const { id: paymentId, owed } = z
    .array(RefundFailureView)
    .parse(failures)
    .find(({ orderId }) => orderId === id)!;
  expect(owed).toBe(20);
  const settlement = { how: 'bank_transfer', note: 'to the account that she named' };
  bodyOf(await operator.send('POST', `/api/payments/refund-failures/${paymentId}/settlement`, settlement), 200);
  await eventually(
    async () => expect(await moneyBack()).toMatchObject({ state: 'returned', how: 'bank_transfer', amount: 20 }),
    30_000,
  );
  expect((await timelineOf(buyer, id)).map(({ step }) => step).slice(-2)).toEqual([
    'payment_refund_failed',
    'payment_refund_settled',
  ]);
}, 90_000);
