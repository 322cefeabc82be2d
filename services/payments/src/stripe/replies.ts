import Stripe from 'stripe';
import type { Intent, Reply } from '../settlement.ts';

/** Answers that tell no more than that the PaymentIntent is elsewhere than we thought. */
const ELSEWHERE = new Set([
  'payment_intent_unexpected_state',
  'charge_already_captured',
  'charge_already_refunded',
  'charge_not_refundable',
]);
/** Not executed, and not kept under the key: wrong credentials, another request in progress, too many requests. */
const NOT_NOW = new Set([401, 403, 408, 409, 429]);

/** What an error of the SDK says about the step that was asked for. */
export function replyOfError(error: unknown): Reply {
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined) {
    return { kind: 'unknown', reason: nameOf(error) };
  }
  const { statusCode, code, type, headers } = error;
  const reason = `${statusCode} ${code ?? type}`;
  if (statusCode >= 500) {
    // A failure inside Stripe is kept under the key, too: asking again would give it again.
    return { kind: headers?.['idempotent-replayed'] === 'true' ? 'spent' : 'unknown', reason };
  }
  if (NOT_NOW.has(statusCode)) return { kind: 'unknown', reason };
  if (ELSEWHERE.has(code ?? '') || type === 'StripeIdempotencyError') return { kind: 'spent', reason };
  if (statusCode === 402) return { kind: 'declined', failure: { code: code ?? 'card_error', message: error.message } };
  return { kind: 'refused', failure: { code: code ?? 'refused', message: refusal(error) } };
}

/** A refused request is no fault of the card, and Stripe's words for it are meant for programmers. */
const refusal = ({ code }: { code?: string | undefined }) =>
  code === 'token_already_used'
    ? 'These card details were used before. Enter the card again.'
    : 'The card details could not be used. Check them, or take another card.';

const nameOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'no answer');

/** A PaymentIntent in our words; `refunds` are those of its charge, the latest first. */
export function toIntent(found: Stripe.PaymentIntent, refunds?: Stripe.Refund[]): Intent {
  const { id, status, client_secret, next_action, last_payment_error, latest_charge } = found;
  const charge = latest_charge && typeof latest_charge === 'object' ? latest_charge : undefined;
  const card = charge?.payment_method_details?.card;
  return {
    id,
    status: status as Intent['status'],
    clientSecret: client_secret,
    challengeUrl: next_action?.redirect_to_url?.url ?? null,
    card: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    failure: last_payment_error && {
      code: last_payment_error.code ?? 'payment_failed',
      message: last_payment_error.message ?? 'The payment was declined.',
    },
    ...(refunds && { refunds: toRefunds(refunds) }),
  };
}

function toRefunds(refunds: Stripe.Refund[]): NonNullable<Intent['refunds']> {
  const succeeded = refunds.reduce((sum, { status, amount }) => sum + (status === 'succeeded' ? amount : 0), 0);
  const [last] = refunds;
  if (!last) return { succeeded };
  const failed = last.status === 'failed' || last.status === 'canceled';
  const code = last.failure_reason ?? `refund_${last.status}`;
  const failure = failed
    ? { code, message: `The refund did not reach the card (${code.replaceAll('_', ' ')}).` }
    : null;
  return { succeeded, last: { id: last.id, failure } };
}
