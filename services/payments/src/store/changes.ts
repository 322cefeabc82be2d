import {
  type Id,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentStarted,
  PaymentVoided,
} from '@frontrow/common/contracts';
import { inserter, type Trace, type Tx, updater } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { getTableColumns } from 'drizzle-orm';
import { type Attempt, type Change, type Happening, type Payment, replaced } from '../payment.ts';
import { keyOf } from '../settlement.ts';
import { saveDispute } from './disputes.ts';
import type { StoredPayment } from './payments.ts';
import { attempts, declines, payments } from './tables.ts';
import { toState } from './views.ts';

const definitions = {
  started: PaymentStarted,
  authorized: PaymentAuthorized,
  failed: PaymentFailed,
  captured: PaymentCaptured,
  capture_failed: PaymentCaptureFailed,
  voided: PaymentVoided,
  refunded: PaymentRefunded,
  refund_failed: PaymentRefundFailed,
  refund_settled: PaymentRefundSettled,
  disputed: PaymentDisputed,
  dispute_closed: PaymentDisputeClosed,
} satisfies Record<Happening, unknown>;

/** What becomes of a payment in a transaction that holds it, or the order that it is the first payment of. */
export interface Decision {
  /** As it was found; undefined when it begins. */
  before: StoredPayment | undefined;
  payment: Payment;
  /** What happened to it on the way, in this order. */
  changes: Change[];
  /** What led to it, and to the events that come of it later. */
  trace: Trace;
  /** Who asks Stripe next, and until when that is believed. */
  claim: { by: Id; until: Date } | undefined;
  dueAt: Date | null;
  tries: number;
  /** The one that the attempt came with, if that begins. */
  idempotencyKey?: string | undefined;
}

/** What may change in a row: all of it but who pays what for which order. */
const { refundCheckedAt: _checked, ...members } = getTableColumns(payments);
const { id: _id, orderId: _order, userId: _user, amount: _amount, currency: _in, createdAt: _at, ...mutable } = members;
const insertPayments = inserter(payments, { members: Object.keys(members) });
const updatePayments = updater(payments, 'id', Object.keys(mutable));
const insertAttempts = inserter(attempts);
const endAttempts = updater(attempts, 'id', ['status', 'failure', 'endedAt', 'network']);
const rekeyAttempts = updater(attempts, 'id', ['stripeKey']);
const insertDeclines = inserter(declines);

/**
 * Stores what was decided of payments, of each once, and publishes what happened to them. All statements are sent
 * together.
 */
export async function save(tx: Tx, decisions: Decision[], now: Date): Promise<void> {
  for (const { before, payment } of decisions) {
    const { dispute, newsSeen } = payment;
    const looked = dispute !== before?.payment.dispute || newsSeen !== before?.payment.newsSeen;
    if (dispute && looked) await saveDispute(tx, payment.id, dispute, now);
  }
  const [begun, changed] = [decisions.filter(({ before }) => !before), decisions.filter(({ before }) => before)];
  const attemptsOf = (which: typeof begins) =>
    decisions.filter(which).map((decision) => toAttemptRow(decision, decision.payment.attempt!, now));
  await Promise.all([
    insertPayments(
      tx,
      begun.map((decision) => toRow(decision, now)),
    ),
    updatePayments(
      tx,
      changed.map((decision) => toRow(decision, now)),
    ),
    endAttempts(tx, [...attemptsOf(ends), ...decisions.flatMap((decision) => toReplacedRows(decision, now))]),
    rekeyAttempts(tx, attemptsOf(isRekeyed)),
    insertAttempts(tx, attemptsOf(begins)),
    insertDeclines(
      tx,
      decisions.filter(ends).flatMap((decision) => toDeclines(decision, now)),
    ),
    addToOutbox(
      tx,
      ...decisions.flatMap(({ before, changes, trace }) =>
        changes.map(({ event, payment }) => ({
          definition: definitions[event],
          aggregateId: payment.id,
          aggregateVersion: payment.version,
          data: toState(payment, before?.createdAt ?? now, now),
          trace,
        })),
      ),
    ),
  ]);
}

function toRow({ before, payment, trace, claim, dueAt, tries }: Decision, now: Date) {
  const { attempt: _attempt, dispute, refundFailed, ...columns } = payment;
  // A look that finds nothing new is no change: refunds are looked at until some time after the last one.
  const isNews = payment.version !== before?.payment.version;
  return {
    ...columns,
    ...trace,
    disputeId: dispute?.id ?? null,
    refundFailedAt: refundFailed ? (before?.refundFailedAt ?? now) : null,
    claimedBy: claim?.by ?? null,
    claimedUntil: claim?.until ?? null,
    dueAt,
    tries,
    createdAt: before?.createdAt ?? now,
    updatedAt: isNews ? now : before.updatedAt,
  };
}

/** What may happen to the last attempt of a payment: it begins, it ends, or its key is another one. */
const begins = ({ before, payment: { attempt } }: Decision) =>
  attempt !== null && attempt.id !== before?.payment.attempt?.id;
const ends = (decision: Decision) =>
  !begins(decision) && decision.payment.attempt?.status !== decision.before?.payment.attempt?.status;
const isRekeyed = (decision: Decision) => {
  const { before, payment } = decision;
  return !begins(decision) && payment.attempt?.status === 'open' && payment.keyNumber !== before?.payment.keyNumber;
};

const toAttemptRow = (
  { payment, idempotencyKey }: Decision,
  { id, number, reference, network, status, failure }: Attempt,
  now: Date,
) => ({
  id,
  number,
  paymentId: payment.id,
  userId: payment.userId,
  idempotencyKey: idempotencyKey ?? null,
  ...('token' in reference
    ? { referenceType: 'token', reference: reference.token }
    : { referenceType: 'payment_method', reference: reference.paymentMethodId }),
  stripeKey: keyOf(payment, 'confirm'),
  status,
  failure,
  // Good cards give their network room for a day; of others, what was declined is remembered elsewhere.
  network: status === 'open' || status === 'authorized' ? network : null,
  startedAt: now,
  endedAt: status === 'open' ? null : now,
});

/** The attempt that waited for its bank when this one took its place: it ends before that begins. */
function toReplacedRows(decision: Decision, now: Date) {
  const attempt = decision.before?.payment.attempt;
  const isReplaced = attempt?.status === 'open' && begins(decision);
  return isReplaced ? [toAttemptRow(decision, { ...attempt, status: 'failed', failure: replaced }, now)] : [];
}

/** What is remembered of a card that was declined: by whom, from where, and which. */
function toDeclines({ payment: { attempt, userId } }: Decision, declinedAt: Date) {
  const { id: attemptId, network, decline } = attempt!;
  return decline ? [{ attemptId, userId, network, card: decline.card, declinedAt }] : [];
}
