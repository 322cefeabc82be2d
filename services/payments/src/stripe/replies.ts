import { type DisputePhase, Id } from '@frontrow/common/contracts';
import Stripe from 'stripe';
import type { Dispute } from '../payment.ts';
import type { FoundIntent } from '../reconciliation.ts';
import type { Intent, Reply, Step } from '../settlement.ts';
import { declineOf, failureOf, refundFailureOf } from './failures.ts';

/** Answers that tell no more than that the PaymentIntent is elsewhere than we thought. */
const ELSEWHERE = new Set([
  'payment_intent_unexpected_state',
  'charge_already_captured',
  'charge_already_refunded',
  'charge_not_refundable',
  'charge_disputed',
]);
/**
 * Not executed, and not kept under the key, as Stripe says: wrong credentials, another request in progress
 * (`idempotency_key_in_use`, `lock_timeout`), too many requests.
 */
const NOT_NOW = new Set([401, 403, 408, 409, 429]);

/** What an error of the SDK says about the step that was asked for. */
export function replyOfError(error: unknown, step: Step): Reply {
  if (!(error instanceof Stripe.errors.StripeError) || error.statusCode === undefined) {
    return { kind: 'unknown', reason: nameOf(error) };
  }
  const { statusCode, code, type, headers } = error;
  const reason = `${statusCode} ${code ?? type}`;
  if (statusCode >= 500 || NOT_NOW.has(statusCode)) {
    // A failure inside Stripe is kept under the key, too: asking again would give it again.
    const kind = headers?.['idempotent-replayed'] === 'true' ? 'spent' : 'unknown';
    return { kind, reason, notBeforeMs: waitAskedFor(headers) };
  }
  if (ELSEWHERE.has(code ?? '') || type === 'StripeIdempotencyError') return { kind: 'spent', reason };
  const failure = step === 'refund' ? refundFailureOf(code ?? 'refused') : failureOf(error);
  return { kind: statusCode === 402 ? 'declined' : 'refused', failure, decline: declineOf(error) };
}

/** `Retry-After` in milliseconds; a minute is the most that we believe. */
function waitAskedFor(headers: { [name: string]: string } = {}): number | undefined {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? Math.min(seconds, 60) * 1000 : undefined;
}

const nameOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'no answer');

/** A PaymentIntent in our words; `refunds` are those of its charge, the latest first. */
export function toIntent(found: Stripe.PaymentIntent, refunds?: Stripe.Refund[]): Intent {
  const { id, status, client_secret, next_action, last_payment_error, latest_charge, amount_received } = found;
  const charge = latest_charge && typeof latest_charge === 'object' ? latest_charge : undefined;
  const card = charge?.payment_method_details?.card;
  return {
    id,
    status: status as Intent['status'],
    clientSecret: client_secret,
    received: amount_received,
    challengeUrl: next_action?.redirect_to_url?.url ?? null,
    card: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    failure: last_payment_error && failureOf(last_payment_error),
    decline: last_payment_error ? declineOf(last_payment_error) : undefined,
    ...(refunds && { refunds: toRefunds(refunds) }),
  };
}

/** A dispute in our words. Its balance transactions are in the currency of our account, but their sign tells. */
export function toDispute(found: Stripe.Dispute): Dispute {
  const { id, status, reason, amount, balance_transactions, is_charge_refundable, evidence_details, created } = found;
  const phase = phaseOf(status);
  const { due_by } = evidence_details;
  return {
    id,
    phase,
    status,
    reason,
    amount,
    withdrawn: balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0,
    refundable: is_charge_refundable || phase === 'won',
    respondBy: due_by === null ? null : new Date(due_by * 1000),
    openedAt: new Date(created * 1000),
  };
}

function phaseOf(status: string): DisputePhase {
  if (status === 'won' || status === 'lost') return status;
  if (status === 'warning_closed' || status === 'prevented') return 'closed';
  return status.startsWith('warning_') ? 'inquiry' : 'open';
}

/** A PaymentIntent as the reconciler sees it: ours if it carries all that we write on each. */
export function toFound(found: Stripe.PaymentIntent): FoundIntent {
  const { id, status, amount, amount_received, currency, latest_charge, payment_method, metadata } = found;
  const { installation, orderId, paymentId } = metadata;
  const charge = latest_charge && typeof latest_charge === 'object' ? latest_charge : undefined;
  const isOurs = [installation, orderId, paymentId].every((id) => Id.safeParse(id).success);
  return {
    id,
    status: status as Intent['status'],
    amount,
    currency: currency.toUpperCase(),
    received: amount_received,
    // What was authorized and never captured counts as given back at Stripe, too.
    disputed: charge?.disputed ?? false,
    refunded: charge?.captured ? charge.amount_refunded - (amount - amount_received) : 0,
    paymentMethodId: typeof payment_method === 'string' ? payment_method : (payment_method?.id ?? ''),
    ours: isOurs ? { installation: installation!, orderId: orderId!, paymentId: paymentId! } : undefined,
  };
}

function toRefunds(refunds: Stripe.Refund[]): NonNullable<Intent['refunds']> {
  const succeeded = refunds.reduce((sum, { status, amount }) => sum + (status === 'succeeded' ? amount : 0), 0);
  const [last] = refunds;
  if (!last) return { succeeded };
  const failed = last.status === 'failed' || last.status === 'canceled';
  const code = last.failure_reason ?? `refund_${last.status}`;
  const failure = failed ? refundFailureOf(code) : null;
  return { succeeded, last: { id: last.id, failure } };
}
