import { describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { noRedirects, refusal, SECRET_KEY, useBench } from './testing/bench.ts';

const bench = useBench();

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(bench.url + path, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${SECRET_KEY}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  });

const errorOf = async (response: Response) => ((await response.json()) as { error: Record<string, unknown> }).error;

describe('authentication', () => {
  test.each(['/v1/payment_intents', '/_sandbox/ledger', '/_sandbox/faults'])(
    '%s needs the secret key',
    async (path) => {
      const nobody = await fetch(bench.url + path);
      expect(nobody.status).toBe(401);
      expect(await errorOf(nobody)).toMatchObject({ type: 'invalid_request_error' });
      const stranger = await fetch(bench.url + path, { headers: { authorization: 'Bearer sk_test_9999999999' } });
      expect(stranger.status).toBe(401);
      expect((await errorOf(stranger)).message).toBe('Invalid API Key provided: sk_test_******9999');
    },
  );

  test('the SDK sees its own kind of error, and the key works as a user name too', async () => {
    const { hostname, port } = new URL(bench.url);
    const stranger = new Stripe('sk_test_wrong', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
    expect(await refusal(stranger.paymentIntents.list())).toMatchObject({ type: 'StripeAuthenticationError' });
    const basic = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`;
    const response = await fetch(`${bench.url}/v1/payment_intents`, { headers: { authorization: basic } });
    expect(response.status).toBe(200);
  });
});

describe('parameters', () => {
  const fine = { amount: 1000, currency: 'usd' };

  test.each([
    ['a missing one', 'currency=usd', 'parameter_missing', 'amount'],
    ['an unknown one', 'amount=1000&currency=usd&colour=red', 'parameter_unknown', 'colour'],
    [
      'an unknown nested one',
      'amount=1000&currency=usd&payment_method_data[type]=card&payment_method_data[card][token]=tok_visa&payment_method_data[card][pin]=1',
      'parameter_unknown',
      'payment_method_data[card][pin]',
    ],
    ['a wrong integer', 'amount=ten&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['a fraction', 'amount=10.5&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['an empty integer', 'amount=&currency=usd', 'parameter_invalid_empty', 'amount'],
    ['zero', 'amount=0&currency=usd', 'parameter_invalid_integer', 'amount'],
    ['too little', 'amount=49&currency=usd', 'amount_too_small', 'amount'],
    ['a third decimal that is not 0', 'amount=5124&currency=kwd', undefined, 'amount'],
    ['a fraction of a króna', 'amount=400050&currency=isk', undefined, 'amount'],
    ['too little of a currency with its own minimum', 'amount=1499&currency=czk', 'amount_too_small', 'amount'],
    ['too much', 'amount=100000000&currency=usd', 'amount_too_large', 'amount'],
    ['an unknown currency', 'amount=1000&currency=xyz', undefined, 'currency'],
    ['an unknown choice', 'amount=1000&currency=usd&capture_method=later', undefined, 'capture_method'],
    ['a wrong boolean', 'amount=1000&currency=usd&confirm=yes', undefined, 'confirm'],
    ['a wrong address', 'amount=1000&currency=usd&confirm=true&return_url=javascript:x', 'url_invalid', 'return_url'],
    [
      'a parameter that this version has given up',
      'amount=1000&currency=usd&payment_method_types[]=card',
      'parameter_unknown',
      'payment_method_types',
    ],
    ['a value that is not there', 'amount=1000&currency=usd&metadata[]=x&metadata[a][b]=c', undefined, 'metadata'],
  ])('%s is refused', async (_what, body, code, param) => {
    const response = await post('/v1/payment_intents', body);
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String) });
    expect(error.code).toBe(code);
    expect(String(error.param)).toMatch(new RegExp(`^${param.replaceAll(/[[\]]/g, '\\$&')}`));
  });

  test('the minimum itself is enough', async () => {
    for (const [amount, currency] of [
      [50, 'usd'],
      [30, 'gbp'],
      [50, 'jpy'],
      [160, 'kwd'],
      [7000, 'isk'],
      [700, 'krw'],
      [1500, 'czk'],
    ] as const) {
      expect((await bench.stripe.paymentIntents.create({ amount, currency })).amount).toBe(amount);
    }
  });

  test.each([
    ['payment intent', () => bench.stripe.paymentIntents.retrieve('pi_gone'), 404],
    ['charge', () => bench.stripe.charges.retrieve('ch_gone'), 404],
    ['refund', () => bench.stripe.refunds.retrieve('re_gone'), 404],
    ['event', () => bench.stripe.events.retrieve('evt_gone'), 404],
    ['payment method', () => bench.stripe.paymentMethods.retrieve('pm_gone'), 404],
    ['token', () => bench.stripe.tokens.retrieve('tok_gone'), 404],
    [
      'payment method in a request',
      () => bench.stripe.paymentIntents.create({ ...fine, payment_method: 'pm_gone' }),
      400,
    ],
    [
      'token in a request',
      () => bench.stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_gone' } }),
      400,
    ],
  ])('an unknown %s is resource_missing', async (_what, ask, statusCode) => {
    expect(await refusal(ask())).toMatchObject({ statusCode, code: 'resource_missing' });
  });

  test("a path that is not spoken, and bodies that cannot be read, are refused in Stripe's shape", async () => {
    expect(await refusal(bench.stripe.customers.list())).toMatchObject({
      statusCode: 404,
      rawType: 'invalid_request_error',
    });
    expect((await post('/v1/payment_intents', `metadata[a]=${'x'.repeat(70_000)}`)).status).toBe(413);
    const broken = await post('/_sandbox/faults', '{"kind":', { 'content-type': 'application/json' });
    expect(broken.status).toBe(400);
    expect(await errorOf(broken)).toMatchObject({ type: 'invalid_request_error' });
  });
});

test('every answer carries a request id and the version', async () => {
  const { lastResponse } = await bench.stripe.paymentIntents.create({ amount: 1000, currency: 'usd', ...noRedirects });
  expect(lastResponse.requestId).toMatch(/^req_/);
  expect(lastResponse.apiVersion).toBe(Stripe.API_VERSION);
  expect((await refusal(bench.stripe.paymentIntents.retrieve('pi_gone'))).requestId).toMatch(/^req_/);
});

test('it is live and ready', async () => {
  for (const check of ['live', 'ready']) {
    const response = await fetch(`${bench.url}/health/${check}`);
    expect([response.status, await response.json()]).toEqual([200, { status: check }]);
  }
});
