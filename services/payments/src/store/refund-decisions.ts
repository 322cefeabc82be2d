import type { Id } from '@frontrow/common/contracts';
import { newId, type Queryable, type Tx } from '@frontrow/common/database';
import { asc, inArray } from 'drizzle-orm';
import type { Change, Payment } from '../payment.ts';
import { save } from './changes.ts';
import { DUE_TOPIC } from './claims.ts';
import type { StoredPayment } from './payments.ts';
import { type RefundDecision, refundDecisions } from './tables.ts';

/** A decision, and what becomes of the payment by it. */
export interface Decided extends Pick<RefundDecision, 'decision' | 'how' | 'note' | 'decidedBy'> {
  payment: Payment;
  changes: Change[];
}

/**
 * Writes down what an operator decided about a payment that this transaction holds. Whoever was asking Stripe about it loses
 * the claim, and what it still owes is done from how it is now.
 */
export async function saveDecision(tx: Tx, before: StoredPayment, decided: Decided, now: Date): Promise<void> {
  const { payment, changes, ...decision } = decided;
  const isRetried = decision.decision === 'retried';
  const [dueAt, tries] = isRetried ? [now, 0] : [before.dueAt, before.tries];
  await save(tx, [{ before, payment, changes, trace: tx.trace, claim: undefined, dueAt, tries }], now);
  await tx.db.insert(refundDecisions).values({ ...decision, id: newId(), paymentId: payment.id, decidedAt: now });
  if (dueAt) tx.announce(DUE_TOPIC);
}

/** What was decided about the refunds of these payments, by payment, the oldest first. */
export async function findDecisions({ db }: Queryable, paymentIds: Id[]): Promise<Map<Id, RefundDecision[]>> {
  const rows = await db
    .select()
    .from(refundDecisions)
    .where(inArray(refundDecisions.paymentId, paymentIds))
    .orderBy(asc(refundDecisions.decidedAt));
  return new Map(paymentIds.map((id) => [id, rows.filter(({ paymentId }) => paymentId === id)]));
}
