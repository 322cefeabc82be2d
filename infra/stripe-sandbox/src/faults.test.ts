import { afterEach, describe, expect, test } from '@jest/globals';
import { noRedirects, refusal, SECRET_KEY, useBench } from './testing/bench.ts';

const bench = useBench();
const order = { amount: 1000, currency: 'eur', capture_method: 'manual', ...noRedirects } as const;
const capturing = { method: 'POST', path: '/v1/payment_intents/*/capture' };

const control = (method: string, path = '', body?: string) =>
  fetch(`${bench.url}/_sandbox/faults${path}`, {
    method,
    ...(body ? { body } : {}),
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
  });
const active = async () => (await (await control('GET')).json()) as { id: string; remaining: number }[];
const captureCount = async (id: string) => (await bench.ledger()).paymentIntents[id]?.captureCount;

afterEach(async () => {
  await control('DELETE');
});

describe('faults of requests', () => {
  test('delay: answers later', async () => {
    await bench.fault({ kind: 'delay', delayMs: 300 });
    const before = Date.now();
    await bench.stripe.paymentIntents.list();
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
  });

  test.each([
    [500, 'StripeAPIError', undefined],
    [503, 'StripeAPIError', undefined],
    [429, 'StripeRateLimitError', 'rate_limit'],
    [409, 'StripeAPIError', 'lock_timeout'],
    [402, 'StripeCardError', 'card_declined'],
    [400, 'StripeInvalidRequestError', undefined],
  ])('error %i: nothing is executed, and the key is still free', async (status, type, code) => {
    const { id } = await bench.authorized();
    await bench.fault({ kind: 'error', status, match: capturing });
    const options = { idempotencyKey: `${id}-capture` };
    expect(await refusal(bench.stripe.paymentIntents.capture(id, {}, options))).toMatchObject({
      statusCode: status,
      type,
      code,
    });
    expect(await captureCount(id)).toBe(0);
    expect((await bench.stripe.paymentIntents.capture(id, {}, options)).status).toBe('succeeded');
  });

  test('error: with a code of choice', async () => {
    await bench.fault({ kind: 'error', status: 402, code: 'expired_card' });
    expect((await refusal(bench.stripe.paymentIntents.list())).code).toBe('expired_card');
  });

  test('cut: the connection breaks, nothing is executed', async () => {
    const { id } = await bench.authorized();
    // The SDK itself tries a broken connection once more, so it takes two cuts to be seen.
    await bench.fault({ kind: 'cut', times: 2, match: capturing });
    const options = { idempotencyKey: `${id}-capture` };
    const error = await refusal(bench.stripe.paymentIntents.capture(id, {}, options));
    expect(error.type).toBe('StripeConnectionError');
    expect(await captureCount(id)).toBe(0);
    expect((await bench.stripe.paymentIntents.capture(id, {}, options)).status).toBe('succeeded');
  });

  test('execute-then-cut: it happened once, and the key tells what', async () => {
    const { id } = await bench.authorized();
    await bench.fault({ kind: 'execute-then-cut', times: 2, match: capturing });
    const options = { idempotencyKey: `${id}-capture` };
    expect((await refusal(bench.stripe.paymentIntents.capture(id, {}, options))).type).toBe('StripeConnectionError');
    expect(await captureCount(id)).toBe(1);
    const replayed = await bench.stripe.paymentIntents.capture(id, {}, options);
    expect(replayed.status).toBe('succeeded');
    expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await captureCount(id)).toBe(1);
  });

  test('execute-then-delay: it happened, the client has gone', async () => {
    const { id } = await bench.authorized();
    await bench.fault({ kind: 'execute-then-delay', delayMs: 400, match: capturing });
    const options = { idempotencyKey: `${id}-capture` };
    const gone = await refusal(bench.stripe.paymentIntents.capture(id, {}, { ...options, timeout: 150 }));
    expect(gone.type).toBe('StripeConnectionError');
    expect(await captureCount(id)).toBe(1);
    expect((await bench.stripe.paymentIntents.capture(id, {}, options)).status).toBe('succeeded');
    expect(await captureCount(id)).toBe(1);
  });

  test.each([500, 429, 409])('execute-then-error %i: it happened, and the key tells what', async (status) => {
    const { id } = await bench.authorized();
    await bench.fault({ kind: 'execute-then-error', status, match: capturing });
    const options = { idempotencyKey: `${id}-capture` };
    expect((await refusal(bench.stripe.paymentIntents.capture(id, {}, options))).statusCode).toBe(status);
    expect(await captureCount(id)).toBe(1);
    expect((await bench.stripe.paymentIntents.capture(id, {}, options)).status).toBe('succeeded');
    expect(await captureCount(id)).toBe(1);
  });

  test('execute-then-error, remembered: the key keeps the error, the payment tells what happened', async () => {
    const { id } = await bench.authorized();
    await bench.fault({ kind: 'execute-then-error', remember: 'error', match: capturing });
    const options = { idempotencyKey: `${id}-capture` };
    for (let attempt = 0; attempt < 2; attempt++) {
      expect((await refusal(bench.stripe.paymentIntents.capture(id, {}, options))).statusCode).toBe(500);
    }
    expect((await bench.stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });

  test('capture-fails: the authorization is gone for good', async () => {
    const { id } = await bench.authorized();
    await bench.fault({ kind: 'capture-fails' });
    const error = await refusal(bench.stripe.paymentIntents.capture(id, {}, { idempotencyKey: `${id}-capture` }));
    expect(error).toMatchObject({ statusCode: 400, code: 'charge_expired_for_capture' });
    expect((await bench.stripe.paymentIntents.retrieve(id)).status).toBe('canceled');
    const again = await refusal(bench.stripe.paymentIntents.capture(id, {}, { idempotencyKey: `${id}-again` }));
    expect(again.code).toBe('payment_intent_unexpected_state');
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ captured: 0, voided: 1000 });
  });
});

describe('a fault', () => {
  test('strikes only what it matches: method, path, metadata of the payment', async () => {
    const metadata = { orderId: 'chosen' };
    await bench.fault({ kind: 'error', times: null, match: { method: 'POST', path: '/v1/payment_intents', metadata } });
    await bench.stripe.paymentIntents.create(order);
    await bench.stripe.paymentIntents.list();
    expect((await refusal(bench.stripe.paymentIntents.create({ ...order, metadata }))).statusCode).toBe(500);
    await control('DELETE');

    const { id } = await bench.stripe.paymentIntents.create({ ...order, metadata });
    await bench.fault({ kind: 'error', match: { metadata } });
    expect((await refusal(bench.stripe.paymentIntents.cancel(id))).statusCode).toBe(500);
  });

  test('strikes as often as it is told, and is then gone', async () => {
    await bench.fault({ kind: 'error', times: 2 });
    await refusal(bench.stripe.paymentIntents.list());
    expect(await active()).toMatchObject([{ kind: 'error', remaining: 1 }]);
    await refusal(bench.stripe.paymentIntents.list());
    expect(await active()).toEqual([]);
    await bench.stripe.paymentIntents.list();
  });

  test('survives a restart, and can be taken back alone', async () => {
    const kept = await bench.fault({ kind: 'error', times: null, match: { path: '/v1/refunds' } });
    const other = await bench.fault({ kind: 'error', times: null, match: { path: '/v1/charges' } });
    await bench.restart();
    expect((await active()).map(({ id }) => id)).toEqual([kept.id, other.id]);
    expect((await control('DELETE', `/${other.id}`)).status).toBe(204);
    await bench.stripe.charges.list();
    expect((await refusal(bench.stripe.refunds.list())).statusCode).toBe(500);
  });

  test.each(['{"kind":"explode"}', '{}', '{"kind":"error","times":0}', '{"kind":"error","match":{"host":"x"}}'])(
    '%s is refused',
    async (body) => {
      expect((await control('POST', '', body)).status).toBe(400);
      expect(await active()).toEqual([]);
    },
  );
});
