import type { Id } from '@frontrow/common/contracts';
import { type Database, newId, type Trace } from '@frontrow/common/database';
import { conflict, keyReused, notFound } from '@frontrow/common/http';
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

/** Attempts that begin in one transaction at most. */
const AT_ONCE = 100;

/**
 * Begins attempts; those that come while a commit is under way are the next commit. Resolves to undefined while the order
 * has not arrived here.
 */
export const beginner = (database: Database) =>
  inGroups((wishes: PayOrder[], alone) => beginTogether(database, wishes, alone), {
    keyOf: ({ orderId }) => orderId,
    atMost: AT_ONCE,
  });

async function beginTogether(database: Database, wishes: PayOrder[], wait: boolean) {
  const outcomes = new Map<PayOrder, Outcome<Begun | undefined>>();
  await database.transaction(wishes[0]!.trace, async (tx) => {
    outcomes.clear(); // of a try that was in the way of another transaction
    const { found, held, now } = await lockPayables(tx, wishes, wait);
    const decisions: Decision[] = [];
    for (const wish of wishes) {
      const payable = found.get(wish.orderId);
      if (payable && !held.has(wish.orderId)) continue; // locked elsewhere: it is waited for alone
      try {
        const begun = payable && begin(wish, payable, now);
        if (begun?.decision) decisions.push(begun.decision);
        outcomes.set(wish, { result: begun });
      } catch (error) {
        outcomes.set(wish, { error });
      }
    }
    await save(tx, decisions, now);
  });
  return outcomes;
}

/** Decides on one attempt; throws the problem that refuses it. */
function begin(wish: PayOrder, { order, stored, earlier }: Payable, now: Date): Begun & { decision?: Decision } {
  const { reference, claim, idempotencyKey, trace } = wish;
  if (order.userId !== wish.userId) throw notFound('order');
  if (earlier) {
    const same = earlier.paymentId === stored?.payment.id && isSame(earlier.attempt.reference, reference);
    if (!same) throw keyReused();
    return { stored, attempt: earlier.attempt, first: undefined };
  }
  const reason = whyNotPayable(order, stored?.payment, now);
  if (reason) throw conflict(reason, stored && { payment: toView(stored) });

  const change = start(stored?.payment ?? newPayment(newId(), order), newId(), reference);
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

const isSame = (a: Reference, b: Reference) => JSON.stringify(a) === JSON.stringify(b);
