import type { Id } from '@frontrow/common/contracts';
import { newId, type Trace } from '@frontrow/common/database';
import { conflict, keyReused, notFound } from '@frontrow/common/http';
import { tooMany } from '@frontrow/common/security';
import { limitsOf, type PaymentsKit } from '../config.ts';
import { type DeclineLimits, isSuspect, type Throttled, whyThrottled } from '../declines.ts';
import { type Attempt, newPayment, type Reference, start, whyNotPayable } from '../payment.ts';
import { keyed, nextStep } from '../settlement.ts';
import { type Decision, save } from '../store/changes.ts';
import { LEASE_MS } from '../store/claims.ts';
import { lockPayables, type Payable } from '../store/payables.ts';
import type { StoredPayment } from '../store/payments.ts';
import { toView } from '../store/views.ts';
import type { Asked } from '../workers/advance.ts';
import { inGroups, type Outcome } from '../workers/groups.ts';

/** A buyer hands in a card for an order; the request that does so claims the payment, to be the one that asks Stripe. */
export interface PayOrder {
  orderId: Id;
  userId: Id;
  reference: Reference;
  /** Whether it is to take the place of a card that waits for its bank. */
  instead: boolean;
  /** From where the request came. */
  network: string;
  /** Stripe's fingerprint of the card: undefined until Stripe was asked for it, null if it did not tell. */
  card?: string | null;
  claim: Id;
  idempotencyKey: string | undefined;
  trace: Trace;
}

export interface Begun {
  stored: StoredPayment;
  attempt: Attempt;
  /** The step to begin with; undefined when the attempt began in an earlier request, and nothing was claimed. */
  first: Asked | undefined;
}

/** Nothing began: something was declined here before, so say first which card it is. */
export const WHICH_CARD = 'which card';

/** Attempts that begin in one transaction at most. */
const AT_ONCE = 100;

/**
 * Begins attempts; those that come while a commit is under way are the next commit. Resolves to undefined while the order
 * has not arrived here.
 */
export const beginner = (kit: PaymentsKit) =>
  inGroups((wishes: PayOrder[], alone) => beginTogether(kit, wishes, alone), {
    keyOf: ({ orderId }) => orderId,
    atMost: AT_ONCE,
  });

type Result = Begun | typeof WHICH_CARD | undefined;

async function beginTogether(kit: PaymentsKit, wishes: PayOrder[], wait: boolean) {
  const limits = limitsOf(kit.config);
  const outcomes = new Map<PayOrder, Outcome<Result>>();
  await kit.db.transaction(wishes[0]!.trace, async (tx) => {
    outcomes.clear(); // of a try that was in the way of another transaction
    const { found, held, now } = await lockPayables(tx, wishes, wait, limits);
    const decisions: Decision[] = [];
    for (const wish of wishes) {
      const payable = found.get(wish.orderId);
      if (payable && !held.has(wish.orderId)) continue; // locked elsewhere: it is waited for alone
      try {
        const before = decisions.filter(({ payment }) => payment.userId === wish.userId).length;
        const beside = decisions.filter(({ payment }) => payment.attempt?.network === wish.network).length;
        const begun = payable && begin(kit, wish, payable, limits, { before, beside }, now);
        if (begun && begun !== WHICH_CARD && begun.decision) decisions.push(begun.decision);
        outcomes.set(wish, { result: begun });
      } catch (error) {
        outcomes.set(wish, { error });
      }
    }
    await save(tx, decisions, now);
  });
  return outcomes;
}

/**
 * Decides on one attempt, after so many of the same buyer, and of the same network, began in this transaction; throws the problem that
 * refuses it.
 */
function begin(
  kit: PaymentsKit,
  wish: PayOrder,
  { order, stored, earlier, declines }: Payable,
  limits: DeclineLimits,
  { before, beside }: { before: number; beside: number },
  now: Date,
): (Begun & { decision?: Decision }) | typeof WHICH_CARD {
  const { reference, network, card, claim, idempotencyKey, trace } = wish;
  if (order.userId !== wish.userId) throw notFound('order');
  if (earlier) {
    const same = earlier.paymentId === stored?.payment.id && isSame(earlier.attempt.reference, reference);
    if (!same) throw keyReused();
    return { stored, attempt: earlier.attempt, first: undefined };
  }
  const reason = whyNotPayable(order, stored?.payment, now, wish.instead);
  if (reason) throw conflict(reason, stored && { payment: toView(stored) });
  const [open, openOfNetwork] = [declines.open + before, declines.openOfNetwork + beside];
  const throttled = whyThrottled({ ...declines, open, openOfNetwork }, limits, now);
  if (throttled) throw refuse(kit, wish, throttled);
  if (card === undefined && isSuspect(declines, limits)) return WHICH_CARD;

  const change = start(stored?.payment ?? newPayment(newId(), order), newId(), reference, network);
  const step = nextStep(change.payment, order.status, now)!; // what is processing owes one
  const payment = keyed(change.payment, step, now);
  const [dueAt, tries] = [stored?.dueAt ?? now, 0];
  const decision: Decision = {
    before: stored,
    payment,
    changes: [change],
    trace,
    claim: { by: claim, until: new Date(now.getTime() + LEASE_MS) },
    ...{ dueAt, tries, idempotencyKey },
  };
  const { createdAt = now, refundFailedAt = null } = stored ?? {};
  const begun = { payment, order: order.status, claimedBy: claim, createdAt, updatedAt: now, refundFailedAt };
  return { stored: { ...begun, dueAt, tries, trace }, attempt: payment.attempt!, first: { step, payment }, decision };
}

/** Too many cards were declined; operators see by which limit, whoever tries them does not. */
function refuse({ log }: PaymentsKit, { userId, network, orderId, trace }: PayOrder, { by, seconds, busy }: Throttled) {
  if (busy && by === 'network') return tooMany(seconds, 'payments_busy', 'many on your network are paying right now');
  log.warn(
    { by, userId, network, orderId, correlationId: trace.correlationId },
    'no more cards for now: too many declined',
  );
  return tooMany(seconds, 'too_many_declines', 'too many cards were declined');
}

const isSame = (a: Reference, b: Reference) => JSON.stringify(a) === JSON.stringify(b);
