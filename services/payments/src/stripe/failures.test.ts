import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { failureOf, refundFailureOf } from './failures.ts';

/** Every code that the SDK knows of the last error of a PaymentIntent. */
const types = new URL('../../../../node_modules/stripe/esm/resources/PaymentIntents.d.ts', import.meta.url);
const list = /namespace LastPaymentError \{\s*type Code = ([^;]*);/.exec(readFileSync(types, 'utf8'))![1]!;
const codes = [...list.matchAll(/'([a-z_]+)'/g)].map(([, code]) => code!);

const refused = (code: string) =>
  failureOf({ code, type: 'StripeInvalidRequestError', message: 'No such thing: pm_1' });

describe('a request that Stripe refuses', () => {
  test.each([
    ['amount_too_large', 'amount_too_large', /total is more than can be charged/],
    ['charge_exceeds_transaction_limit', 'amount_too_large', /total is more than can be charged/],
    ['charge_exceeds_source_limit', 'amount_too_large', /total is more than can be charged/],
    ['amount_too_small', 'amount_too_small', /total is less than can be charged/],
    ['invalid_charge_amount', 'amount_not_chargeable', /total cannot be charged/],
    ['parameter_invalid_integer', 'amount_not_chargeable', /total cannot be charged/],
    ['payment_method_currency_mismatch', 'currency_not_taken', /in the currency of this order/],
    ['resource_missing', 'card_details_gone', /Enter the card again/],
    ['payment_method_unexpected_state', 'card_details_gone', /Enter the card again/],
    ['token_already_used', 'token_already_used', /were used before/],
    ['token_in_use', 'token_already_used', /were used before/],
    ['invalid_card_type', 'card_not_taken', /Cards of this kind/],
    ['payment_intent_incompatible_payment_method', 'card_not_taken', /Cards of this kind/],
    ['payment_method_not_available', 'card_not_taken', /Cards of this kind/],
    ['payment_method_restricted', 'card_not_taken', /Cards of this kind/],
    ['payment_method_unactivated', 'card_not_taken', /Cards of this kind/],
    ['payment_method_unsupported_type', 'card_not_taken', /Cards of this kind/],
    ['token_card_network_invalid', 'card_not_taken', /Cards of this kind/],
    ['card_decline_rate_limit_exceeded', 'card_tried_too_often', /declined too often/],
    ['incorrect_address', 'address_mismatch', /postal code or address/],
    ['incorrect_postal_code', 'address_mismatch', /postal code or address/],
    ['incorrect_zip', 'address_mismatch', /postal code or address/],
    ['postal_code_invalid', 'address_mismatch', /postal code or address/],
    ['authentication_failure', 'payment_intent_authentication_failure', /confirmation with your bank failed/],
    [
      'payment_intent_authentication_failure',
      'payment_intent_authentication_failure',
      /confirmation with your bank failed/,
    ],
    [
      'payment_intent_payment_attempt_expired',
      'payment_intent_authentication_failure',
      /confirmation with your bank failed/,
    ],
    [
      'three_d_secure_authentication_not_supported',
      'payment_intent_authentication_failure',
      /confirmation with your bank failed/,
    ],
    [
      'three_d_secure_authentication_upstream_error',
      'payment_intent_authentication_failure',
      /confirmation with your bank failed/,
    ],
    ['authentication_required', 'authentication_required', /asks for confirmation/],
    ['capture_charge_authorization_expired', 'capture_failed', /did not release the money/],
    ['charge_expired_for_capture', 'capture_failed', /did not release the money/],
    ['payment_method_provider_timeout', 'bank_silent', /bank did not answer/],
    ['account_invalid', 'payments_out_of_order', /our fault/],
    ['api_key_expired', 'payments_out_of_order', /our fault/],
    ['country_unsupported', 'payments_out_of_order', /our fault/],
    ['livemode_mismatch', 'payments_out_of_order', /our fault/],
    ['parameter_invalid_empty', 'payments_out_of_order', /our fault/],
    ['parameter_missing', 'payments_out_of_order', /our fault/],
    ['parameter_unknown', 'payments_out_of_order', /our fault/],
    ['parameters_exclusive', 'payments_out_of_order', /our fault/],
    ['platform_api_key_expired', 'payments_out_of_order', /our fault/],
    ['secret_key_required', 'payments_out_of_order', /our fault/],
    ['testmode_charges_only', 'payments_out_of_order', /our fault/],
    ['tls_version_unsupported', 'payments_out_of_order', /our fault/],
    ['setup_attempt_failed', 'payment_refused', /could not be made/],
  ])('%s is told as %s', (code, reason, words) => {
    expect(codes).toContain(code);
    const failure = refused(code);
    expect(failure.code).toBe(code);
    expect(failure.reason ?? failure.code).toBe(reason);
    expect(failure.message).toMatch(words);
  });

  test("no code of Stripe's gives away words that are meant for programmers, or blames the card for an amount", () => {
    expect(codes.length).toBeGreaterThan(200);
    for (const code of codes) {
      const { message } = refused(code);
      expect(message).toMatch(/^[A-Z].*\.$/);
      expect(message).not.toContain('pm_1');
      if (/^(amount|charge_exceeds|invalid_charge)_/.test(code))
        expect(message).not.toMatch(/Enter the card|use another card/i);
    }
  });

  test('one without a code is told, too', () => {
    expect(failureOf({ type: 'invalid_request_error' })).toMatchObject({ code: 'payment_refused' });
  });
});

describe('a card that is declined', () => {
  const declined = (code: string, decline_code?: string) =>
    failureOf({ code, decline_code, type: 'card_error', message: 'Your card was declined.' });

  test("is told in Stripe's words, and why only where its holder may know", () => {
    expect(declined('card_declined', 'insufficient_funds')).toEqual({
      code: 'card_declined',
      reason: 'insufficient_funds',
      message: 'Your card was declined.',
    });
    expect(declined('card_declined', 'stolen_card')).toEqual({
      code: 'card_declined',
      message: 'Your card was declined.',
    });
    expect(declined('expired_card')).toEqual({ code: 'expired_card', message: 'Your card was declined.' });
  });

  test('is told in ours where Stripe speaks to the shop', () => {
    expect(declined('card_decline_rate_limit_exceeded')).toMatchObject({ reason: 'card_tried_too_often' });
  });
});

test('a refund that failed is no word about a card that pays', () => {
  expect(refundFailureOf('insufficient_funds')).toEqual({
    code: 'insufficient_funds',
    reason: 'refund_not_received',
    message: 'The refund did not reach the card (insufficient funds).',
  });
});
