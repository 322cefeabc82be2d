import type { FrontrowEvent, Id } from '@frontrow/common/contracts';
import { type Queryable, statement, type Trace, type Tx } from '@frontrow/common/database';
import { traceOf } from '@frontrow/common/messaging';

/**
 * A claim is a lease on a payment: who holds it asks Stripe, outside any transaction, and may write down the answer for
 * as long as nobody else took it over. Everything that changes what a payment owes makes it due; only its holder,
 * finding nothing owed under the lock, ends that. The lease is short, so that what a dead process held is soon taken
 * over, and is renewed while a call lasts. One that is paused and wakes up may finish its call beside its successor:
 * both use the same key, and only the successor writes.
 */
export const LEASE_MS = 5_000;

/** What a transaction announces that left a payment due which nobody holds. */
export const DUE_TOPIC = 'due';

export interface Claimed {
  paymentId: Id;
  trace: Trace;
}

/** A payment, and the claim by which somebody holds it. */
export interface Holding {
  paymentId: Id;
  claim: Id;
}

const lease = `clock_timestamp() + interval '${LEASE_MS} milliseconds'`;

const claim = statement<{ id: Id; correlationId: string; causationId: string | null }>(
  'claim_due',
  `with due as (
     select id from payments
     where due_at <= statement_timestamp() and (claimed_until is null or claimed_until <= statement_timestamp())
     order by due_at limit $2::integer for update skip locked
   )
   update payments set claimed_by = $1, claimed_until = ${lease}
   from due where payments.id = due.id
   returning payments.id, correlation_id as "correlationId", causation_id as "causationId"`,
);
// One that is locked is being decided on, which renews its claim or ends it.
const renew = statement(
  'renew_claims',
  `with held as (
     select id from payments join unnest($1::uuid[], $2::uuid[]) as given (payment_id, claim)
       on id = payment_id and claimed_by = claim
     for update of payments skip locked
   )
   update payments set claimed_until = ${lease} from held where payments.id = held.id`,
);
const due = statement<{ id: Id }>(
  'make_due',
  `with owing as (
     select id, given.correlation_id, given.causation_id
     from payments join unnest($1::uuid[], $2::text[], $3::text[]) as given (order_id, correlation_id, causation_id)
       using (order_id)
     order by id for update of payments
   )
   update payments set due_at = clock_timestamp(), tries = 0,
     correlation_id = owing.correlation_id, causation_id = owing.causation_id
   from owing where payments.id = owing.id
   returning payments.id`,
);

/** Claims payments that are due and that nobody holds, the longest overdue first. */
export async function claimDue(from: Queryable, by: Id, atMost: number): Promise<Claimed[]> {
  const rows = await claim(from, [by, atMost]);
  return rows.map(({ id, ...trace }) => ({ paymentId: id, trace }));
}

/** Renews claims for as long as nobody else has them. */
export async function renewClaims(from: Queryable, held: Holding[]): Promise<void> {
  await renew(from, [held.map(({ paymentId }) => paymentId), held.map(({ claim }) => claim)]);
}

/** Notes that the payments of orders, as far as there are any, may owe something now because of an event of each. */
export async function makeDue(tx: Tx, events: FrontrowEvent[]): Promise<void> {
  if (events.length === 0) return;
  const traces = events.map(traceOf);
  const made = await due(tx, [
    events.map(({ aggregateId }) => aggregateId),
    traces.map(({ correlationId }) => correlationId),
    traces.map(({ causationId }) => causationId),
  ]);
  if (made.length > 0) tx.announce(DUE_TOPIC);
}
