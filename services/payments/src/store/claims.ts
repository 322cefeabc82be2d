import type { Id } from '@frontrow/common/contracts';
import type { Database, Trace, Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/**
 * A claim is a lease on a payment: who holds it asks Stripe, outside any transaction, and may write down the answer for
 * as long as nobody else took it over. Everything that changes what a payment owes makes it due; only its holder,
 * finding nothing owed under the lock, ends that. The lease is short, so that what a dead process held is soon taken
 * over, and is renewed while a call lasts. One that is paused and wakes up may finish its call beside its successor:
 * both use the same key, and only the successor writes.
 */
export const LEASE_MS = 5_000;

export interface Claimed {
  paymentId: Id;
  trace: Trace;
}

/** Claims payments that are due and that nobody holds, the longest overdue first. */
export async function claimDue({ db }: Database, claim: Id, atMost: number): Promise<Claimed[]> {
  const { rows } = await db.execute<{ id: Id; correlation_id: string; causation_id: string | null }>(sql`
    with due as (
      select id from payments
      where due_at <= clock_timestamp() and (claimed_until is null or claimed_until <= clock_timestamp())
      order by due_at limit ${atMost} for update skip locked
    )
    update payments set claimed_by = ${claim}, claimed_until = ${fromNow(LEASE_MS)}
    from due where payments.id = due.id
    returning payments.id, correlation_id, causation_id`);
  return rows.map(({ id, correlation_id, causation_id }) => ({
    paymentId: id,
    trace: { correlationId: correlation_id, causationId: causation_id },
  }));
}

/** Claims a payment, or claims it anew, for the next call; whoever held it before writes nothing any more. */
export async function holdClaim({ db }: Tx, paymentId: Id, claim: Id, tries: number): Promise<void> {
  await db.execute(sql`
    update payments set claimed_by = ${claim}, claimed_until = ${fromNow(LEASE_MS)}, tries = ${tries}
    where id = ${paymentId}`);
}

/** Does `work`, renewing the claim meanwhile for as long as nobody else has it. A renewal that fails may be made up for. */
export async function whileHolding<T>({ db }: Database, paymentId: Id, claim: Id, work: () => Promise<T>): Promise<T> {
  const renew = () =>
    db.execute(sql`
      update payments set claimed_until = ${fromNow(LEASE_MS)} where id = ${paymentId} and claimed_by = ${claim}`);
  const timer = setInterval(() => renew().catch(() => {}), LEASE_MS / 4);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Gives a claim back: to be taken up again in `againInMs`, or when nothing is owed not before something changes. */
export async function endClaim({ db }: Tx, paymentId: Id, tries: number, againInMs: number | null): Promise<void> {
  const dueAt = againInMs === null ? sql`null` : fromNow(againInMs);
  await db.execute(sql`
    update payments set claimed_by = null, claimed_until = null, tries = ${tries}, due_at = ${dueAt}
    where id = ${paymentId}`);
}

/** Notes that an order's payment, if there is one, may owe something now. */
export async function makeDue({ db, trace }: Tx, orderId: Id): Promise<void> {
  await db.execute(sql`
    update payments set due_at = clock_timestamp(), tries = 0,
      correlation_id = ${trace.correlationId}, causation_id = ${trace.causationId}
    where order_id = ${orderId}`);
}

const fromNow = (ms: number) => sql`clock_timestamp() + make_interval(secs => ${ms / 1000})`;
