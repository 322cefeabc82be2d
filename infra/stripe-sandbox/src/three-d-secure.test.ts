import { describe, expect, test } from '@jest/globals';
import { refusal, tokenised, useBench } from './testing/bench.ts';

const bench = useBench();
const RETURN_URL = 'http://shop.example/orders/7?tab=pay';
const order = { amount: 1999, currency: 'eur', capture_method: 'manual', description: '<b>Gig</b>' } as const;

const challenged = async (paymentMethod = 'pm_card_threeDSecure2Required') => {
  const card = { payment_method: paymentMethod, confirm: true, return_url: RETURN_URL };
  const intent = await bench.stripe.paymentIntents.create({ ...order, ...card });
  return { intent, url: String(intent.next_action?.redirect_to_url?.url) };
};

const answer = (url: string, outcome: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });

describe('a card that asks for 3-D Secure', () => {
  test.each([
    'threeDSecure2Required',
    'threeDSecureRequired',
    'authenticationRequired',
    'authenticationRequiredOnSetup',
  ])('pm_card_%s waits for the challenge', async (name) => {
    const { intent, url } = await challenged(`pm_card_${name}`);
    expect(intent).toMatchObject({
      status: 'requires_action',
      amount_capturable: 0,
      latest_charge: null,
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: RETURN_URL } },
    });
    expect(url).toMatch(new RegExp(`^${bench.url}/3ds/`));
    await bench.receiver.next('payment_intent.requires_action', intent.id);
    expect((await refusal(bench.stripe.paymentIntents.capture(intent.id))).code).toBe(
      'payment_intent_unexpected_state',
    );
  });

  test('is authorized once the buyer approved, who comes back to the shop', async () => {
    const { intent, url } = await challenged();
    const page = await fetch(url);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://shop.example;");
    expect(html).toContain('€19.99');
    expect(html).toContain('visa ending in 3220');
    expect(html).not.toContain('<b>Gig');
    expect(html).not.toMatch(/src=|href=|<script/);

    const response = await answer(url, 'approve');
    expect(response.status).toBe(303);
    const back = new URL(String(response.headers.get('location')));
    expect(Object.fromEntries(back.searchParams)).toEqual({
      tab: 'pay',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    });
    const after = await bench.stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(after).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 1999,
      next_action: null,
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    });
    await bench.receiver.next('payment_intent.amount_capturable_updated', intent.id);
    expect((await bench.stripe.paymentIntents.capture(intent.id)).status).toBe('succeeded');
  });

  test('takes another card after the buyer failed', async () => {
    const { intent, url } = await challenged();
    const back = new URL(String((await answer(url, 'fail')).headers.get('location')));
    expect(back.searchParams.get('redirect_status')).toBe('failed');
    const after = await bench.stripe.paymentIntents.retrieve(intent.id);
    expect(after).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      latest_charge: null,
      last_payment_error: {
        code: 'payment_intent_authentication_failure',
        message:
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      },
    });
    await bench.receiver.next('payment_intent.payment_failed', intent.id);
    const retried = { payment_method: 'pm_card_visa', return_url: RETURN_URL };
    expect((await bench.stripe.paymentIntents.confirm(intent.id, retried)).status).toBe('requires_capture');
  });

  test.each([
    ['threeDSecureRequiredChargeDeclined', 'generic_decline'],
    ['authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ])('pm_card_%s is declined after the challenge', async (name, declineCode) => {
    const { intent, url } = await challenged(`pm_card_${name}`);
    const back = new URL(String((await answer(url, 'approve')).headers.get('location')));
    expect(back.searchParams.get('redirect_status')).toBe('failed');
    const after = await bench.stripe.paymentIntents.retrieve(intent.id);
    expect(after).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: declineCode },
    });
  });
});

test('the answer counts once: a second one, and one for an attempt that is over, change nothing', async () => {
  const { intent, url } = await challenged();
  await Promise.all([answer(url, 'approve'), answer(url, 'approve')]);
  const late = new URL(String((await answer(url, 'fail')).headers.get('location')));
  expect(late.searchParams.get('redirect_status')).toBe('succeeded');
  expect(await (await fetch(url)).text()).toContain('This step is done');
  expect((await bench.ledger()).paymentIntents[intent.id]).toMatchObject({ authorized: 1999 });

  const other = await challenged();
  const again = { payment_method: 'pm_card_threeDSecure2Required', return_url: RETURN_URL };
  const second = await bench.stripe.paymentIntents.confirm(other.intent.id, again);
  await answer(other.url, 'approve');
  expect((await bench.stripe.paymentIntents.retrieve(other.intent.id)).status).toBe('requires_action');
  await bench.stripe.paymentIntents.cancel(second.id);
  await answer(String(second.next_action?.redirect_to_url?.url), 'approve');
  expect((await bench.stripe.paymentIntents.retrieve(second.id)).status).toBe('canceled');
});

test('without a return_url the challenge is left to the card form, and its page says when it is done', async () => {
  const intent = await bench.stripe.paymentIntents.create({
    ...order,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
    ...tokenised('tok_threeDSecure2Required'),
  });
  expect(intent).toMatchObject({
    status: 'requires_action',
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } },
  });
  const response = await answer(String(intent.next_action?.use_stripe_sdk?.stripe_js), 'approve');
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('This step is done')]);
  expect((await bench.stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_capture');
});

test('an unknown challenge is 404', async () => {
  expect((await fetch(`${bench.url}/3ds/3ds_gone`)).status).toBe(404);
  expect((await answer(`${bench.url}/3ds/3ds_gone`, 'approve')).status).toBe(404);
});
