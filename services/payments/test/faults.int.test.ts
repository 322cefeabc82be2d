import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { payments } from '../src/service.ts';
import { installationOf } from '../src/store/installation.ts';
import { openStripe, type Provider } from '../src/stripe/provider.ts';
import { attemptsOf, type Bench, startBench, type TestOrder } from './bench.ts';

type Step = 'create' | 'confirm' | 'capture' | 'cancel' | 'refund';

const paths: Record<Step, string> = {
  create: '/v1/payment_intents',
  confirm: '/v1/payment_intents/*/confirm',
  capture: '/v1/payment_intents/*/capture',
  cancel: '/v1/payment_intents/*/cancel',
  refund: '/v1/refunds',
};
/** A prefix would match all that begins like it; these are whole paths. */
const at = (step: Step) => ({ method: 'POST', path: step === 'create' ? '/v1/*' : paths[step] });

/** The SDK tries once more, with the same key, when a connection is cut; so it is cut twice. */
const twice = { times: 2 };

const troubles: [string, object][] = [
  ['executed, then the connection is cut', { kind: 'execute-then-cut', ...twice }],
  ['cut before it was executed', { kind: 'cut', ...twice }],
  ['executed, then too slow', { kind: 'execute-then-delay', delayMs: 900 }],
  ['too slow, executed after we gave up', { kind: 'delay', delayMs: 900 }],
  ['a failure inside Stripe that its key keeps', { kind: 'execute-then-error', remember: 'error' }],
  ['a conflict that its key keeps, which none should', { kind: 'execute-then-error', status: 409, remember: 'error' }],
  ['a failure outside Stripe after it was executed', { kind: 'execute-then-error', status: 503 }],
  ['a failure before it was executed, three times', { kind: 'error', times: 3 }],
  ['another request in progress', { kind: 'error', status: 409 }],
  ['too many requests', { kind: 'error', status: 429 }],
];

/** Webhooks are off: what is not polled would stay unknown. */
let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench({ webhooks: false, changes: { STRIPE_TIMEOUT_MS: '600' } });
});
afterEach(() => bench.noFaults());
afterAll(() => bench.stop());

/** One whole life: paid, charged, given back; or paid and let go. */
async function live(order: TestOrder, end: 'captured' | 'voided' | 'refunded') {
  const { status } = await bench.pay(order);
  expect([201, 202]).toContain(status);
  await bench.reaches(order, 'authorized');
  if (end === 'voided') await bench.cancel(order);
  else {
    await bench.complete(order);
    await bench.reaches(order, 'captured');
    if (end === 'refunded') await bench.cancel(order, 'refunded');
  }
  await bench.reaches(order, end);
}

const lives = [
  ['create', 'captured'],
  ['confirm', 'captured'],
  ['capture', 'captured'],
  ['cancel', 'voided'],
  ['refund', 'refunded'],
] as const;

test.each(troubles)('%s: at any step it ends well', async (_name, trouble) => {
  const outcomes = lives.map(async ([step, end]) => {
    const order = await bench.place();
    await bench.fault({ ...trouble, match: { ...at(step), metadata: { orderId: order.id } } });
    await live(order, end);
    const books = await bench.books(order);
    const kept = end !== 'voided';
    expect({ step, ...books }).toMatchObject({
      step,
      authorized: 5000,
      captures: kept ? 1 : 0,
      captured: kept ? 5000 : 0,
      refunded: end === 'refunded' ? 5000 : 0,
      voided: kept ? 0 : 5000,
    });
    // A creation whose answer Stripe lost for good leaves an empty PaymentIntent behind, which no card was ever put to.
    expect(books.intents.filter(({ status }) => status !== 'requires_payment_method')).toHaveLength(1);
    const events = ['started', 'authorized', ...(end === 'refunded' ? ['captured', 'refunded'] : [end])];
    expect(await bench.events(order)).toEqual(events);
    expect(await attemptsOf(bench, order)).toMatchObject([{ status: 'authorized' }]);
  });
  await Promise.all(outcomes);
});

test('a declined card whose answer was lost is told as declined', async () => {
  const order = await bench.place();
  await bench.fault({ kind: 'execute-then-cut', match: at('confirm'), ...twice });
  const { status, body } = await bench.pay(order, 'tok_chargeDeclined');
  expect([status, body.payment.status]).toEqual([202, 'processing']);
  expect((await bench.reaches(order, 'open')).failure?.code).toBe('card_declined');
  expect((await bench.pay(order)).status).toBe(201);
  expect((await bench.books(order)).intents).toHaveLength(1);
});

test('3-D Secure is polled when no webhook comes', async () => {
  const order = await bench.place();
  const { body } = await bench.pay(order, 'tok_threeDSecure2Required');
  await fetch(body.payment.challengeUrl, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'approve' }),
    redirect: 'manual',
  });
  await bench.reaches(order, 'authorized');
});

test('a pending refund is polled when no webhook comes', async () => {
  const order = await bench.place();
  await bench.pay(order, 'tok_pendingRefund');
  await bench.complete(order);
  await bench.reaches(order, 'captured');
  await bench.cancel(order, 'refunded');
  await bench.reaches(order, 'refunded');
});

test('cancelled while the outcome is unknown: nothing is kept', async () => {
  for (const step of ['create', 'confirm'] as const) {
    const order = await bench.place();
    await bench.fault({ kind: 'execute-then-cut', match: at(step), ...twice });
    expect((await bench.pay(order)).status).toBe(202);
    await bench.cancel(order, 'expired');
    await bench.reaches(order, 'voided');
    const { authorized, voided, captured, intents } = await bench.books(order);
    expect([captured, authorized - voided]).toEqual([0, 0]);
    expect(intents).toMatchObject([{ status: 'canceled' }]);
    await bench.noFaults();
  }
});

test('Stripe away for a while: the buyer is told that it is being processed, and it is', async () => {
  const order = await bench.place();
  await bench.fault({ kind: 'cut', times: null });
  const { status, body } = await bench.pay(order);
  expect([status, body.payment.status]).toEqual([202, 'processing']);
  expect((await bench.pay(order, 'tok_mastercard')).status).toBe(409);
  await eventually(async () => {
    const { rows } = await bench.service.kit.db.pool.query('select tries from payments where order_id = $1', [
      order.id,
    ]);
    expect(rows[0].tries).toBeGreaterThan(2);
  });
  await bench.noFaults();
  await bench.reaches(order, 'authorized');
});

test('negative control: with a fresh key for each try, one order gets two PaymentIntents', async () => {
  /** What happens without stored keys, as with those that the SDK makes up by itself. */
  const forgetful = (provider: Provider): Provider => ({
    ...provider,
    ask: (step, payment) => provider.ask(step, payment, newId()),
  });
  const definition: typeof payments = {
    ...payments,
    open: async ({ config, db }) => ({
      resources: { stripe: forgetful(openStripe(config, installationOf(db))), settling: new Set() },
    }),
  };
  const without = await startBench({ definition, webhooks: false });
  try {
    for (const [its, intents] of [
      [bench, 1],
      [without, 2],
    ] as const) {
      const order = await its.place();
      await its.fault({ kind: 'execute-then-cut', match: at('create'), ...twice });
      await its.pay(order);
      await its.reaches(order, 'authorized');
      const books = await its.books(order);
      expect(books.intents).toHaveLength(intents);
      // The second line of defence: no card is ever put to a PaymentIntent other than the one that is stored.
      expect(books.authorized).toBe(5000);
    }
  } finally {
    await without.stop();
  }
});
