import type { Id } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Attempt, Payment } from '../payment.ts';
import { keyOf } from '../settlement.ts';
import { findDispute, saveDispute } from './disputes.ts';
import { attempts, disputes, payments } from './tables.ts';

/** A payment as it is stored, with what is not the payment's own. */
export interface StoredPayment {
  payment: Payment;
  claimedBy: Id | null;
  tries: number;
  createdAt: Date;
  updatedAt: Date;
  refundFailedAt: Date | null;
}

export async function findPayment(from: Queryable, orderId: Id): Promise<StoredPayment | undefined> {
  const [row] = await from.db.select().from(payments).where(eq(payments.orderId, orderId));
  return row && restore(from, row);
}

/** The payment, held until the transaction ends. */
export async function lockPayment(from: Tx, id: Id): Promise<StoredPayment | undefined> {
  const [row] = await from.db.select().from(payments).where(eq(payments.id, id)).for('update');
  return row && restore(from, row);
}

/** Payments whose refund failed for good, the latest 100 first. */
export async function findRefundFailures(from: Queryable): Promise<StoredPayment[]> {
  const failed = isNotNull(payments.refundFailedAt);
  const rows = await from.db.select().from(payments).where(failed).orderBy(desc(payments.refundFailedAt)).limit(100);
  return Promise.all(rows.map((row) => restore(from, row)));
}

/** Payments whose charge was disputed, the undecided ones first, then the latest; 100 at most. */
export async function findDisputed(from: Queryable): Promise<StoredPayment[]> {
  const undecided = sql`${disputes.phase} in ('inquiry', 'open') desc`;
  const rows = await from.db
    .select({ payment: payments })
    .from(disputes)
    .innerJoin(payments, eq(payments.disputeId, disputes.id))
    .orderBy(undecided, desc(disputes.openedAt))
    .limit(100);
  return Promise.all(rows.map(({ payment }) => restore(from, payment)));
}

/** An attempt of a user by the Idempotency-Key it came with. */
export async function findAttempt({ db }: Queryable, userId: Id, idempotencyKey: string) {
  const [row] = await db
    .select()
    .from(attempts)
    .where(and(eq(attempts.userId, userId), eq(attempts.idempotencyKey, idempotencyKey)));
  return row && { paymentId: row.paymentId, attempt: toAttempt(row) };
}

export async function getAttempt({ db }: Queryable, id: Id): Promise<Attempt> {
  const [row] = await db.select().from(attempts).where(eq(attempts.id, id));
  return toAttempt(row!);
}

/**
 * Stores a payment and its last attempt, new or changed, as one that may owe something; and who caused that, for the
 * events that come of it later.
 */
export async function savePayment(tx: Tx, payment: Payment, now: Date, idempotencyKey?: string): Promise<void> {
  const { db, trace } = tx;
  const { attempt, refundFailed, dispute, ...columns } = payment;
  if (dispute) await saveDispute(tx, payment.id, dispute, now);
  const changes = {
    ...columns,
    ...trace,
    disputeId: dispute?.id ?? null,
    // A look that finds nothing new is no change: refunds are looked at until some time after the last one.
    updatedAt: sql`case when ${payments.version} = ${payment.version} then ${payments.updatedAt} else ${now.toISOString()} end`,
    dueAt: sql`coalesce(${payments.dueAt}, ${now.toISOString()})`,
    refundFailedAt: refundFailed ? sql`coalesce(${payments.refundFailedAt}, ${now.toISOString()})` : null,
  };
  const { id, orderId } = payment;
  const updated = await db.update(payments).set(changes).where(eq(payments.id, id));
  if (updated.rowCount === 0) {
    const created = { createdAt: now, updatedAt: now, dueAt: now };
    await db.insert(payments).values({ ...changes, ...created, id, orderId, refundFailedAt: null });
  }
  if (attempt) await saveAttempt(tx, payment, attempt, now, idempotencyKey);
}

/** Stores under which key Stripe is about to be asked, and since when. */
export async function noteKey({ db }: Tx, { id, lastKey, keyedAt }: Payment): Promise<void> {
  await db.update(payments).set({ lastKey, keyedAt }).where(eq(payments.id, id));
}

async function saveAttempt(
  { db }: Queryable,
  payment: Payment,
  { id, number, reference, status, failure }: Attempt,
  now: Date,
  idempotencyKey?: string,
): Promise<void> {
  const endedAt = status === 'open' ? null : sql`coalesce(${attempts.endedAt}, ${now.toISOString()})`;
  const stripeKey = status === 'open' ? keyOf(payment, 'confirm') : sql`${attempts.stripeKey}`;
  const updated = await db.update(attempts).set({ status, failure, endedAt, stripeKey }).where(eq(attempts.id, id));
  if (updated.rowCount) return;
  await db.insert(attempts).values({
    id,
    paymentId: payment.id,
    number,
    userId: payment.userId,
    idempotencyKey: idempotencyKey ?? null,
    ...('token' in reference
      ? { referenceType: 'token' as const, reference: reference.token }
      : { referenceType: 'payment_method' as const, reference: reference.paymentMethodId }),
    stripeKey: keyOf(payment, 'confirm'),
    status,
    startedAt: now,
  });
}

async function restore(from: Queryable, row: typeof payments.$inferSelect): Promise<StoredPayment> {
  const [last] = await from.db
    .select()
    .from(attempts)
    .where(eq(attempts.paymentId, row.id))
    .orderBy(desc(attempts.number))
    .limit(1);
  const { claimedBy, tries, createdAt, updatedAt, refundFailedAt, ...rest } = row;
  const {
    dueAt: _due,
    claimedUntil: _until,
    correlationId: _correlation,
    causationId: _causation,
    refundCheckedAt: _checked,
    disputeId,
    ...columns
  } = rest;
  const attempt = last ? toAttempt(last) : null;
  const dispute = disputeId === null ? null : await findDispute(from, disputeId);
  const payment: Payment = { ...columns, attempt, dispute, refundFailed: refundFailedAt !== null };
  return { payment, claimedBy, tries, createdAt, updatedAt, refundFailedAt };
}

const toAttempt = (row: typeof attempts.$inferSelect): Attempt => ({
  id: row.id,
  number: row.number,
  reference: row.referenceType === 'token' ? { token: row.reference } : { paymentMethodId: row.reference },
  status: row.status,
  failure: row.failure,
});
