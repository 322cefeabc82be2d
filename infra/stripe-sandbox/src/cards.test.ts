import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { testCards } from './core/cards.ts';
import { noRedirects, refusal, tokenised, useBench } from './testing/bench.ts';

const bench = useBench();
const order = { amount: 1000, currency: 'eur', capture_method: 'manual', ...noRedirects } as const;

describe('declined cards', () => {
  test.each([
    ['visa_chargeDeclined', 'card_declined', 'generic_decline', 'Your card was declined.'],
    ['chargeDeclined', 'card_declined', 'generic_decline', 'Your card was declined.'],
    [
      'visa_chargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
      'Your card has insufficient funds.',
    ],
    ['chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds', 'Your card has insufficient funds.'],
    ['visa_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'Your card was declined.'],
    ['visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card', 'Your card was declined.'],
    ['chargeDeclinedExpiredCard', 'expired_card', 'expired_card', 'Your card has expired.'],
    ['chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."],
    [
      'chargeDeclinedProcessingError',
      'processing_error',
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
    ],
    [
      'visa_chargeDeclinedVelocityLimitExceeded',
      'card_declined',
      'card_velocity_exceeded',
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    ],
    ['radarBlock', 'card_declined', 'fraudulent', 'Your card was declined.'],
    ['chargeCustomerFail', 'card_declined', 'generic_decline', 'Your card was declined.'],
  ])('%s answers %s, %s', async (name, code, declineCode, message) => {
    const { id } = await bench.stripe.paymentIntents.create(order);
    for (const card of [{ payment_method: `pm_card_${name}` }, tokenised(`tok_${name}`)]) {
      const error = await refusal(bench.stripe.paymentIntents.confirm(id, card));
      expect(error).toMatchObject({
        type: 'StripeCardError',
        statusCode: 402,
        code,
        decline_code: declineCode,
        message,
        charge: expect.stringMatching(/^ch_/),
        payment_intent: { id, status: 'requires_payment_method', payment_method: null },
        payment_method: { object: 'payment_method' },
      });
    }
    const intent = await bench.stripe.paymentIntents.retrieve(id);
    expect(intent.last_payment_error).toMatchObject({ code, decline_code: declineCode, message, type: 'card_error' });
    const charge = await bench.stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ status: 'failed', paid: false, failure_code: code, failure_message: message });
    await bench.receiver.next('payment_intent.payment_failed', id);
    await bench.receiver.next('charge.failed', id);
    expect((await bench.ledger()).paymentIntents[id]).toBeUndefined();
  });

  test('leave the intent open for another card', async () => {
    const { id } = await bench.stripe.paymentIntents.create(order);
    await refusal(bench.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa_chargeDeclined' }));
    const confirmed = await bench.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(confirmed).toMatchObject({ status: 'requires_capture', last_payment_error: null });
    const charges = await bench.stripe.charges.list({ payment_intent: id });
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});

describe('cards that pay', () => {
  test.each([
    'visa',
    'visa_debit',
    'mastercard',
    'amex',
    'discover',
    'diners',
    'jcb',
    'unionpay',
    'threeDSecureOptional',
  ])('pm_card_%s and its token pay', async (name) => {
    for (const card of [{ payment_method: `pm_card_${name}` }, tokenised(`tok_${name}`)]) {
      const paid = await bench.stripe.paymentIntents.create({ ...order, confirm: true, ...card });
      expect(paid.status).toBe('requires_capture');
    }
  });
});

describe('the card form', () => {
  const year = new Date().getUTCFullYear();
  const visa = { number: '4242 4242 4242 4242', exp_month: '12', exp_year: String(year + 1), cvc: '123' };

  const tokenise = async (card: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${bench.url}/tokens`, { method: 'POST', headers, body: JSON.stringify({ card }) });
    return {
      status: response.status,
      body: (await response.json()) as Stripe.Token & { error?: Stripe.StripeRawError },
    };
  };

  test('makes a token without a secret key, good for one payment', async () => {
    const { status, body } = await tokenise(visa);
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: 'token', type: 'card', used: false, card: { brand: 'Visa', last4: '4242' } });

    const paid = await bench.stripe.paymentIntents.create({ ...order, confirm: true, ...tokenised(body.id) });
    expect(paid.status).toBe('requires_capture');
    expect((await bench.stripe.tokens.retrieve(body.id)).used).toBe(true);
    const again = await refusal(bench.stripe.paymentIntents.create({ ...order, confirm: true, ...tokenised(body.id) }));
    expect(again).toMatchObject({ statusCode: 400, code: 'token_already_used' });
  });

  test('takes a form as well as JSON, numbers as well as text, and a short year', async () => {
    const body = new URLSearchParams({
      'card[number]': '5555555555554444',
      'card[exp_month]': '1',
      'card[exp_year]': String(year + 1).slice(2),
      'card[cvc]': '123',
    });
    const response = await fetch(`${bench.url}/tokens`, { method: 'POST', body });
    expect((await response.json()) as Stripe.Token).toMatchObject({
      card: { exp_year: year + 1, brand: 'MasterCard' },
    });
    expect((await tokenise({ ...visa, exp_month: 12, exp_year: year + 2 })).status).toBe(200);
    const byKey = await bench.stripe.tokens.create({ card: visa });
    expect(byKey.card?.last4).toBe('4242');
  });

  test.each([
    ['a wrong check digit', { number: '4242424242424241' }, 'incorrect_number', 'number'],
    ['letters', { number: '4242abcd' }, 'invalid_number', 'number'],
    ['month 13', { exp_month: '13' }, 'invalid_expiry_month', 'exp_month'],
    ['a past year', { exp_year: '2020' }, 'invalid_expiry_year', 'exp_year'],
    ['a year too far', { exp_year: '2099' }, 'invalid_expiry_year', 'exp_year'],
    ['a short security code', { cvc: '12' }, 'invalid_cvc', 'cvc'],
    ['four digits on a Visa', { cvc: '1234' }, 'invalid_cvc', 'cvc'],
  ])('refuses %s', async (_what, wrong, code, param) => {
    const { status, body } = await tokenise({ ...visa, ...wrong });
    expect(status).toBe(402);
    expect(body.error).toMatchObject({ type: 'card_error', code, param, message: expect.any(String) });
  });

  test('refuses what may be a real card, and what is no card form at all', async () => {
    const real = await tokenise({ ...visa, number: '4111111111111111' });
    expect(real.body.error).toMatchObject({ code: 'card_declined', decline_code: 'test_mode_live_card' });
    const { status, body } = await tokenise({ number: '4242424242424242' });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'parameter_missing', param: 'card[exp_month]' });
  });

  test('shows its test cards, and each of their numbers does what its name does', async () => {
    const cards = (await (await fetch(`${bench.url}/test-cards`)).json()) as Record<string, string>[];
    expect(cards).toHaveLength(testCards.length);
    for (const { number, label, outcome, paymentMethod } of cards) {
      expect(label && outcome).toBeTruthy();
      const { body } = await tokenise({ ...visa, number });
      const [typed, named] = await Promise.all(
        [tokenised(body.id), { payment_method: paymentMethod! }].map((card) =>
          bench.stripe.paymentIntents.create({ ...order, confirm: true, ...card }).then(
            ({ status }) => status,
            ({ decline_code }) => decline_code,
          ),
        ),
      );
      expect([number, typed]).toEqual([number, named]);
    }
  });
});
