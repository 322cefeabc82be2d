import { describe, expect, test } from '@jest/globals';
import { noRedirects, refusal, SECRET_KEY, useBench } from './testing/bench.ts';

const bench = useBench();
const order = { amount: 1000, currency: 'eur', capture_method: 'manual', ...noRedirects } as const;
let count = 0;
const newKey = () => `key-${count++}`;

describe('an idempotency key', () => {
  test('replays the answer to the same request, whatever the order of its parameters', async () => {
    const idempotencyKey = newKey();
    const metadata = { a: '1', b: '2' };
    const first = await bench.stripe.paymentIntents.create({ ...order, metadata }, { idempotencyKey });
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    const again = { currency: 'eur', metadata: { b: '2', a: '1' }, capture_method: 'manual', amount: 1000 } as const;
    const second = await bench.stripe.paymentIntents.create({ ...noRedirects, ...again }, { idempotencyKey });
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(second).toEqual(first);
    expect(second.lastResponse.idempotencyKey).toBe(idempotencyKey);
  });

  test('that was forgotten does the same request a second time', async () => {
    const idempotencyKey = newKey();
    const first = await bench.stripe.paymentIntents.create(order, { idempotencyKey });
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    await fetch(`${bench.url}/_sandbox/idempotency-keys`, { method: 'DELETE', headers });
    const second = await bench.stripe.paymentIntents.create(order, { idempotencyKey });
    expect(second.id).not.toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  test('captures once, however often it is sent', async () => {
    const { id } = await bench.authorized();
    const idempotencyKey = newKey();
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await bench.stripe.paymentIntents.capture(id, {}, { idempotencyKey })).status).toBe('succeeded');
    }
    const account = (await bench.ledger()).paymentIntents[id];
    expect(account).toMatchObject({ captured: 1000, captureCount: 1, captures: [{ amount: 1000, idempotencyKey }] });
  });

  test('with other parameters, or on another path, is an error', async () => {
    const idempotencyKey = newKey();
    const { id } = await bench.stripe.paymentIntents.create(order, { idempotencyKey });
    const otherAmount = bench.stripe.paymentIntents.create({ ...order, amount: 1001 }, { idempotencyKey });
    const otherPath = bench.stripe.paymentIntents.cancel(id, {}, { idempotencyKey });
    for (const error of [await refusal(otherAmount), await refusal(otherPath)]) {
      expect(error).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError', rawType: 'idempotency_error' });
    }
  });

  test('replays a declined card, and charges nobody twice for it', async () => {
    const { id } = await bench.stripe.paymentIntents.create(order);
    const idempotencyKey = newKey();
    const confirm = () =>
      refusal(
        bench.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' }, { idempotencyKey }),
      );
    const [first, second] = [await confirm(), await confirm()];
    expect(second).toMatchObject({ statusCode: 402, charge: first.charge, decline_code: 'generic_decline' });
    expect(second.headers?.['idempotent-replayed']).toBe('true');
    expect((await bench.stripe.charges.list({ payment_intent: id })).data).toHaveLength(1);
  });

  test('replays a refusal that came after the execution began', async () => {
    const { id } = await bench.stripe.paymentIntents.create(order);
    const idempotencyKey = newKey();
    await refusal(bench.stripe.paymentIntents.capture(id, {}, { idempotencyKey }));
    await bench.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    const replayed = await refusal(bench.stripe.paymentIntents.capture(id, {}, { idempotencyKey }));
    expect(replayed.code).toBe('payment_intent_unexpected_state');
    expect((await bench.stripe.paymentIntents.capture(id, {}, { idempotencyKey: newKey() })).status).toBe('succeeded');
  });

  test('replays a 500 that was kept', async () => {
    const idempotencyKey = newKey();
    await bench.fault({ kind: 'execute-then-error', remember: 'error', match: { path: '/v1/payment_intents' } });
    const attempt = () => refusal(bench.stripe.paymentIntents.create(order, { idempotencyKey }));
    expect(await attempt()).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    const replayed = await attempt();
    expect(replayed).toMatchObject({ statusCode: 500 });
    expect(replayed.headers?.['idempotent-replayed']).toBe('true');
  });

  test('does not keep what was refused before the execution began', async () => {
    const idempotencyKey = newKey();
    const wrong = { ...order, amount: 1.5 };
    expect(await refusal(bench.stripe.paymentIntents.create(wrong, { idempotencyKey }))).toMatchObject({
      statusCode: 400,
    });
    const { lastResponse } = await bench.stripe.paymentIntents.create(order, { idempotencyKey });
    expect(lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  test('while its first request is under way answers 409', async () => {
    const idempotencyKey = newKey();
    await bench.fault({ kind: 'delay', delayMs: 300, match: { method: 'POST' } });
    const slow = bench.stripe.paymentIntents.create(order, { idempotencyKey });
    const eager = refusal(bench.stripe.paymentIntents.create(order, { idempotencyKey }));
    expect(await eager).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    const { id } = await slow;
    expect((await bench.stripe.paymentIntents.create(order, { idempotencyKey })).id).toBe(id);
  });

  test('is still known after a restart', async () => {
    const idempotencyKey = newKey();
    const first = await bench.stripe.paymentIntents.create(order, { idempotencyKey });
    await bench.restart();
    const second = await bench.stripe.paymentIntents.create(order, { idempotencyKey });
    expect(second).toEqual(first);
    const other = bench.stripe.paymentIntents.create({ ...order, amount: 2000 }, { idempotencyKey });
    expect((await refusal(other)).rawType).toBe('idempotency_error');
  });

  test('may not be longer than 255 characters', async () => {
    const idempotencyKey = 'k'.repeat(256);
    expect((await refusal(bench.stripe.paymentIntents.create(order, { idempotencyKey }))).statusCode).toBe(400);
  });
});
