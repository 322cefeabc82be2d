import type { OrderStatus, PaymentFailure, PaymentStatus } from '@frontrow/common/contracts';
import {
  authorize,
  type Change,
  capture,
  type Decline,
  type Dispute,
  fail,
  failCapture,
  failRefund,
  noteDispute,
  type Payment,
  refund,
  requireAction,
  voidPayment,
} from './payment.ts';

/**
 * What Stripe can be asked to do for a payment. Two steps only ask and need no key: `look` how its PaymentIntent is, and
 * `find` whether there is one at all, by its metadata.
 */
export type Step = 'create' | 'find' | 'confirm' | 'look' | 'capture' | 'cancel' | 'refund';

/** Stripe forgets a key after 24 hours at the earliest; one hour is left for clocks, and for a call that is under way. */
export const KEY_LIFETIME_MS = 23 * 60 * 60 * 1000;

/** A PaymentIntent as Stripe describes it. */
export interface Intent {
  id: string;
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'requires_capture'
    | 'succeeded'
    | 'canceled';
  clientSecret: string | null;
  challengeUrl: string | null;
  card: Payment['card'];
  /** Why its last confirmation failed, and the card if that was declined. */
  failure: PaymentFailure | null;
  decline?: Decline | undefined;
  /** What was charged, in minor units. */
  received: number;
  /** Known after a `look` at one that succeeded: the latest dispute, the sum given back, and the last refund. */
  dispute?: Dispute | undefined;
  refunds?: { succeeded: number; last?: { id: string; failure: PaymentFailure | null } };
}

/**
 * What came of asking. `none`: nothing was found · `declined`: by the card · `refused`: it will never be done as asked · `spent`: the key's answer
 * tells no outcome and never will, so look and use the next key · `unknown`: it may or may not have been done, so ask
 * again with the same key, not before `notBeforeMs` if Stripe asked for that.
 */
export type Reply =
  | { kind: 'intent'; intent: Intent }
  | { kind: 'refund'; id: string }
  | { kind: 'none' }
  | { kind: 'declined' | 'refused'; failure: PaymentFailure; decline?: Decline | undefined }
  | { kind: 'spent' | 'unknown'; reason: string; notBeforeMs?: number | undefined };

/**
 * A payment after a reply: what happened on the way, and whether to go on now, at once unless that was tried before
 * (`closer`, mostly to look), or after a while.
 */
export interface Learned {
  payment: Payment;
  changes: Change[];
  pace: 'now' | 'closer' | 'later';
}

/**
 * What Stripe is to be asked next, by the state of payment and order alone; undefined when nothing is owed. Once a key may
 * be forgotten, Stripe is asked how things are instead: the key would take the step a second time.
 */
export function nextStep(payment: Payment, order: OrderStatus, now: Date): Step | undefined {
  const step = owedStep(payment, order);
  const stale = step !== undefined && payment.lastKey === keyOf(payment, step) && isForgotten(payment, now);
  if (stale || payment.news > payment.newsSeen) return payment.stripeId ? 'look' : 'find';
  return step;
}

/** Whether a payment may owe something because its order is in this state now; in the others it owes what it owed before. */
export const mayOwe = (order: OrderStatus): boolean => order === 'complete' || order === 'cancelled';

function owedStep(payment: Payment, order: OrderStatus): Step | undefined {
  const cancelled = order === 'cancelled';
  switch (payment.status) {
    case 'open':
      return cancelled && payment.stripeId ? 'cancel' : undefined;
    case 'processing':
      // Even for a cancelled order: only the PaymentIntent of this very key can be confirmed by a call still under way.
      if (!payment.stripeId) return 'create';
      return cancelled ? 'cancel' : 'confirm';
    case 'requires_action':
      return cancelled ? 'cancel' : 'look';
    case 'authorized':
      // A part of the money is nobody's wish: it goes back, and that is said once it has.
      if (payment.amountTaken > 0) return payment.refundId ? 'look' : 'refund';
      if (cancelled) return 'cancel';
      // What cannot be captured is released before it is said so: after that no capture can happen any more.
      return order === 'complete' ? (payment.failure ? 'cancel' : 'capture') : undefined;
    case 'captured':
      if (!cancelled || payment.refundFailed) return undefined;
      if (payment.dispute && !payment.dispute.refundable) return undefined;
      return payment.refundId ? 'look' : 'refund';
    default:
      return undefined;
  }
}

/** How to go on with a payment: ask for a step now, pause first, or rest until something changes. */
export type Plan = { do: 'ask'; step: Step; tries: number } | { do: 'pause'; tries: number } | { do: 'rest' };

/** Plans what follows an answer (or, without one, begins) after so many `tries` in a row that led to nothing. */
export function plan(
  payment: Payment,
  order: OrderStatus,
  now: Date,
  answer: Learned | undefined,
  tries: number,
): Plan {
  const step = nextStep(payment, order, now);
  if (!step) return { do: 'rest' };
  if (!answer) return { do: 'ask', step, tries };
  if (answer.pace === 'now') return { do: 'ask', step, tries: 0 };
  const atOnce = answer.pace === 'closer' && tries === 0;
  return atOnce ? { do: 'ask', step, tries: 1 } : { do: 'pause', tries: tries + 1 };
}

const charged: readonly PaymentStatus[] = ['authorized', 'captured', 'refunded', 'capture_failed'];

/**
 * The webhooks that tell what our own steps would not, and in which states they do. Their contents are not looked at:
 * they come late, twice and in any order, so Stripe is asked how things are now.
 */
export const worthALook: Record<string, readonly PaymentStatus[]> = {
  'payment_intent.amount_capturable_updated': ['open', 'requires_action'],
  'payment_intent.payment_failed': ['requires_action'],
  'payment_intent.canceled': ['open', 'requires_action', 'authorized'],
  'payment_intent.succeeded': ['open', 'requires_action'],
  'charge.expired': ['open', 'requires_action', 'authorized'],
  'charge.refunded': ['captured', 'capture_failed'],
  'refund.updated': ['captured', 'refunded', 'capture_failed'],
  'refund.failed': ['captured', 'refunded', 'capture_failed'],
  'charge.dispute.created': charged,
  'charge.dispute.updated': charged,
  'charge.dispute.closed': charged,
  'charge.dispute.funds_withdrawn': charged,
  'charge.dispute.funds_reinstated': charged,
};

/** The idempotency key of a step. All that it is made of is stored before the step is taken. */
export const keyOf = (payment: Payment, step: Step): string =>
  `${step === 'confirm' ? payment.attempt!.id : payment.id}-${step}-${payment.keyNumber}`;

/** The payment as it is stored before Stripe is asked: a key's age counts from its first use. */
export function keyed(payment: Payment, step: Step, now: Date): Payment {
  const lastKey = keyOf(payment, step);
  return step === 'look' || step === 'find' || payment.lastKey === lastKey
    ? payment
    : { ...payment, lastKey, keyedAt: now };
}

const isForgotten = ({ keyedAt }: Payment, now: Date): boolean =>
  keyedAt !== null && now.getTime() - keyedAt.getTime() >= KEY_LIFETIME_MS;

/** What a reply to `step` means for the payment. `asked` is the payment as it was when Stripe was asked. */
export function learn(
  payment: Payment,
  order: OrderStatus,
  step: Step,
  asked: Payment,
  reply: Reply,
  now: Date,
): Learned {
  const same = (changes: Partial<Payment>, pace: Learned['pace']): Learned => ({
    payment: { ...payment, ...changes },
    changes: [],
    pace,
  });
  const lookCloser = { news: payment.news + 1 };
  const nextKey = { keyNumber: payment.keyNumber + 1 };
  const forgotten = isForgotten(asked, now);

  switch (reply.kind) {
    case 'unknown':
      return same({}, 'later');
    case 'spent':
      return same({ ...lookCloser, ...nextKey }, 'closer');
    case 'none':
      return same({ newsSeen: asked.news, ...(forgotten && nextKey) }, 'closer');
    case 'refund':
      return same({ ...lookCloser, refundId: reply.id }, 'now');
    case 'intent': {
      const { id, clientSecret } = reply.intent;
      if (step === 'create') return same({ stripeId: id, clientSecret }, 'now');
      if (step === 'find') return same({ stripeId: id, clientSecret, ...lookCloser }, 'now');
      if (step !== 'look') return follow(payment, order, reply.intent);
      const seen = { ...payment, newsSeen: asked.news, ...(forgotten && nextKey) };
      const unanswered = forgotten && asked.status === 'processing' && asked.lastKey === keyOf(asked, 'confirm');
      const learned = follow(seen, order, reply.intent, unanswered ? 'unanswered' : 'looked');
      // What was owed before the look waited for it and no longer has to, such as a new card's confirmation.
      const owesMore = learned.pace === 'later' && nextStep(learned.payment, order, now) !== 'look';
      return withDispute(owesMore ? { ...learned, pace: 'closer' } : learned, reply.intent);
    }
    default: {
      const { failure, decline } = reply;
      if (step === 'create' || step === 'confirm') return changed(fail(payment, failure, decline));
      if (step === 'refund') return changed(...giveUpRefund(payment, failure));
      if (step === 'capture') return same({ ...lookCloser, failure }, 'now');
      return same(step === 'cancel' ? { ...lookCloser, ...nextKey } : {}, 'later');
    }
  }
}

/**
 * Brings the payment to where its PaymentIntent is. What it says of the past changes nothing. `told` is how we know:
 * by the answer to a step, by looking, or by looking long after a confirmation that was never answered.
 */
function follow(
  payment: Payment,
  order: OrderStatus,
  intent: Intent,
  told: 'answered' | 'looked' | 'unanswered' = 'answered',
): Learned {
  const { status } = payment;
  const underWay = status === 'open' || status === 'processing' || status === 'requires_action';
  const unchanged: Learned = { payment, changes: [], pace: 'later' };

  switch (intent.status) {
    case 'requires_capture':
      return underWay ? changed(authorize(payment, intent.card)) : unchanged;
    case 'succeeded': {
      const before = underWay ? [authorize(payment, intent.card)] : [];
      const authorized = before[0]?.payment ?? payment;
      if (authorized.status !== 'authorized') return followRefunds(payment, order, intent) ?? unchanged;
      if (intent.received < payment.amount) return takenInPart(authorized, before, intent);
      return changed(...before, capture(authorized));
    }
    case 'canceled':
      if (status === 'authorized' && order !== 'cancelled')
        return changed(failCapture(payment, payment.failure ?? lapsed));
      return underWay || status === 'authorized' ? changed(voidPayment(payment)) : unchanged;
    case 'requires_action': {
      // Of the card before this one, which waited for its bank: this one has not been put to the PaymentIntent yet.
      const isOfReplaced =
        told !== 'answered' && payment.challengeUrl !== null && payment.challengeUrl === intent.challengeUrl;
      return status === 'processing' && !isOfReplaced
        ? { ...unchanged, payment: requireAction(payment, intent.challengeUrl) }
        : unchanged;
    }
    case 'requires_payment_method': {
      // While processing this may tell of the attempt before: only the answer to its own confirmation ends an attempt,
      // or a day without one.
      const over = (status === 'requires_action' && told !== 'answered') || told === 'unanswered';
      return over ? changed(fail(payment, intent.failure ?? unexplained, intent.decline)) : unchanged;
    }
    case 'processing':
      // Stripe is still busy with it, and the answer that its key keeps would say so for ever.
      return { ...unchanged, payment: { ...payment, news: payment.news + 1 } };
    default:
      return unchanged;
  }
}

/**
 * Less was charged than the order costs, and it cannot be charged a second time. Nobody is admitted for a part: it is
 * given back, and then the payment ends as one whose capture failed.
 */
function takenInPart(authorized: Payment, before: Change[], { received, refunds }: Intent): Learned {
  const payment = { ...authorized, amountTaken: received, failure: inPart };
  const { succeeded = 0, last } = refunds ?? {};
  if (succeeded >= received) return changed(...before, failCapture(payment, inPart));
  if (last?.failure) return changed(...before, ...giveUpRefund(payment, last.failure, last.id));
  const refundId = last?.id ?? payment.refundId;
  return { payment: { ...payment, refundId }, changes: before, pace: last ? 'later' : 'now' };
}

/** A refund that will not be made: of a whole charge, or of a part, with which the payment then ends. */
function giveUpRefund(payment: Payment, failure: PaymentFailure, refundId?: string): Change[] {
  if (payment.status !== 'authorized') return [failRefund(payment, failure, refundId)];
  const ended = failCapture(payment, inPart);
  return [ended, failRefund(ended.payment, failure, refundId)];
}

function withDispute(learned: Learned, { dispute }: Intent): Learned {
  const { payment, changes } = learned;
  const known = payment.dispute;
  const same =
    known?.id === dispute?.id && known?.status === dispute?.status && known?.withdrawn === dispute?.withdrawn;
  if (!dispute || same) return learned;
  const change = noteDispute(payment, dispute);
  return { ...learned, payment: change.payment, changes: [...changes, change] };
}

function followRefunds(payment: Payment, order: OrderStatus, { refunds }: Intent): Learned | undefined {
  if (!refunds) return undefined;
  const { status, refundFailed } = payment;
  const { succeeded, last } = refunds;
  if (succeeded >= payment.amountCaptured + payment.amountTaken) {
    if (status === 'captured') return changed(refund(payment));
    return refundFailed ? { payment: { ...payment, refundFailed: false }, changes: [], pace: 'later' } : undefined;
  }
  const ended = status === 'refunded' || status === 'capture_failed';
  const owed = ended || (order === 'cancelled' && !refundFailed);
  if (!owed || !last) return undefined;
  if (last.failure) {
    const isKnown = refundFailed || last.id === payment.failedRefundId;
    return isKnown ? undefined : changed(failRefund(payment, last.failure, last.id));
  }
  return { payment: { ...payment, refundId: last.id }, changes: [], pace: 'later' };
}

const changed = (...changes: Change[]): Learned => ({
  payment: changes.at(-1)!.payment,
  changes,
  pace: 'now',
});

const inPart: PaymentFailure = {
  code: 'captured_in_part',
  message: 'Only a part could be charged; it goes back to the card.',
};
const lapsed: PaymentFailure = { code: 'authorization_lapsed', message: 'The authorization of the card has lapsed.' };
const unexplained: PaymentFailure = { code: 'payment_failed', message: 'The payment was not confirmed. Try again.' };
