import type { PaymentFailure } from '@frontrow/common/contracts';
import type { Decline } from '../payment.ts';

/** What Stripe's errors say, be they answers or the last error of a PaymentIntent. */
export interface StripeFault {
  code?: string | null | undefined;
  decline_code?: string | null | undefined;
  message?: string | null | undefined;
  type?: string | null | undefined;
  payment_method?: { card?: { fingerprint?: string | null } | null } | null | undefined;
}

/** Why a payment failed, by a name that clients have words for, and in English. */
const REASONS = {
  amount_too_large: 'The total is more than can be charged at once. Order fewer tickets.',
  amount_too_small: 'The total is less than can be charged to a card.',
  amount_not_chargeable: 'This total cannot be charged to a card.',
  currency_not_taken: 'This card cannot be charged in the currency of this order. Use another card.',
  card_details_gone: 'The card details are not known any more. Enter the card again.',
  token_already_used: 'These card details were used before. Enter the card again.',
  card_not_taken: 'Cards of this kind are not taken. Use another card.',
  card_tried_too_often: 'This card was declined too often. Use another card, or try again tomorrow.',
  address_mismatch: 'The postal code or address does not fit the card.',
  payment_intent_authentication_failure: 'The confirmation with your bank failed.',
  authentication_required: 'Your card asks for confirmation with your bank.',
  capture_failed: 'Your bank did not release the money; you were not charged.',
  bank_silent: 'Your bank did not answer. Try again in a moment.',
  payments_out_of_order: 'Cards cannot be charged right now. That is our fault and not your card’s.',
  payment_refused: 'The payment could not be made. Try again, or use another card.',
} as const;
export type Reason = keyof typeof REASONS;

/** Stripe's codes that are not about what the bank thinks of the card (https://docs.stripe.com/error-codes). */
const REASON_OF: Record<string, Reason> = {
  amount_too_large: 'amount_too_large',
  charge_exceeds_source_limit: 'amount_too_large',
  charge_exceeds_transaction_limit: 'amount_too_large',
  amount_too_small: 'amount_too_small',
  invalid_charge_amount: 'amount_not_chargeable',
  parameter_invalid_integer: 'amount_not_chargeable',
  payment_method_currency_mismatch: 'currency_not_taken',
  resource_missing: 'card_details_gone',
  payment_method_unexpected_state: 'card_details_gone',
  token_already_used: 'token_already_used',
  token_in_use: 'token_already_used',
  invalid_card_type: 'card_not_taken',
  payment_intent_incompatible_payment_method: 'card_not_taken',
  payment_method_not_available: 'card_not_taken',
  payment_method_restricted: 'card_not_taken',
  payment_method_unactivated: 'card_not_taken',
  payment_method_unsupported_type: 'card_not_taken',
  token_card_network_invalid: 'card_not_taken',
  card_decline_rate_limit_exceeded: 'card_tried_too_often',
  incorrect_address: 'address_mismatch',
  incorrect_postal_code: 'address_mismatch',
  incorrect_zip: 'address_mismatch',
  postal_code_invalid: 'address_mismatch',
  authentication_failure: 'payment_intent_authentication_failure',
  payment_intent_authentication_failure: 'payment_intent_authentication_failure',
  payment_intent_payment_attempt_expired: 'payment_intent_authentication_failure',
  three_d_secure_authentication_not_supported: 'payment_intent_authentication_failure',
  three_d_secure_authentication_upstream_error: 'payment_intent_authentication_failure',
  authentication_required: 'authentication_required',
  capture_charge_authorization_expired: 'capture_failed',
  charge_expired_for_capture: 'capture_failed',
  payment_method_provider_timeout: 'bank_silent',
  account_invalid: 'payments_out_of_order',
  api_key_expired: 'payments_out_of_order',
  country_unsupported: 'payments_out_of_order',
  livemode_mismatch: 'payments_out_of_order',
  parameter_invalid_empty: 'payments_out_of_order',
  parameter_missing: 'payments_out_of_order',
  parameter_unknown: 'payments_out_of_order',
  parameters_exclusive: 'payments_out_of_order',
  platform_api_key_expired: 'payments_out_of_order',
  secret_key_required: 'payments_out_of_order',
  testmode_charges_only: 'payments_out_of_order',
  tls_version_unsupported: 'payments_out_of_order',
};

/** What banks say of a declined card that its holder may know; that it is lost or suspect is not theirs to learn here. */
const TOLD = new Set(['insufficient_funds', 'card_velocity_exceeded']);

/**
 * Why a payment failed, as its buyer may know it. What Stripe says of a card is meant for its holder; what it says of a
 * request is meant for programmers, and then the words are ours.
 */
export function failureOf({ code, decline_code, message, type }: StripeFault): PaymentFailure {
  const isOfCard = type === 'card_error' || type === 'StripeCardError';
  const reason = REASON_OF[code ?? ''] ?? (isOfCard ? undefined : 'payment_refused');
  if (reason) return { code: code ?? reason, ...(reason !== code && { reason }), message: REASONS[reason] };
  const told = decline_code && TOLD.has(decline_code) ? { reason: decline_code } : {};
  return { code: code ?? 'card_error', ...told, message: message ?? 'The payment was declined.' };
}

/** The card, where the bank or its holder would not have it: what was wrong with a request says nothing of the card. */
export function declineOf({ code, type, payment_method }: StripeFault): Decline | undefined {
  const isOfCard = type === 'card_error' || type === 'StripeCardError';
  const isUnconfirmed = code === 'payment_intent_authentication_failure';
  return isOfCard || isUnconfirmed ? { card: payment_method?.card?.fingerprint ?? null } : undefined;
}

/** Why a refund will not arrive. Its buyer learns that it did not; the code is for who pays it back another way. */
export const refundFailureOf = (code: string): PaymentFailure => ({
  code,
  reason: 'refund_not_received',
  message: `The refund did not reach the card (${code.replaceAll('_', ' ')}).`,
});
