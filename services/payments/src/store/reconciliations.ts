import type { Id } from '@frontrow/common/contracts';
import type { Database, Queryable, Trace } from '@frontrow/common/database';
import { eq, inArray, or, sql } from 'drizzle-orm';
import type { FoundIntent, Known, KnownPayment } from '../reconciliation.ts';
import { orders, payments } from './tables.ts';

/**
 * From when on nothing was compared yet. An hour is gone over again for clocks and for what began before and showed late;
 * a first comparison covers the seven days that an authorization lasts.
 */
const notCompared = sql`coalesce(
  (select max(started_at) from reconciliations where ended_at is not null) - interval '1 hour',
  clock_timestamp() - interval '7 days')`;

/** Begins a reconciliation unless another one began less than `pauseMs` ago; says from when on it has to compare. */
export function beginAfterPause(database: Database, trace: Trace, id: Id, pauseMs: number): Promise<Date | undefined> {
  return database.transaction(trace, async ({ db }) => {
    await db.execute(sql`select pg_advisory_xact_lock(hashtext('reconciliations'))`);
    const { rows } = await db.execute<{ since: string }>(sql`
      insert into reconciliations (id, since)
      select ${id}, ${notCompared}
      where not exists (
        select 1 from reconciliations where started_at > statement_timestamp() - make_interval(secs => ${pauseMs / 1000}))
      returning since::text`);
    return rows[0] && new Date(rows[0].since);
  });
}

/**
 * Begins a reconciliation now; says from when on it has to compare. That is not after what the last one left out, for the
 * next one begins where this one did.
 */
export async function begin({ db }: Queryable, id: Id, since: Date): Promise<Date> {
  const { rows } = await db.execute<{ since: string }>(sql`
    insert into reconciliations (id, since) values (${id}, least(${since.toISOString()}::timestamptz, ${notCompared}))
    returning since::text`);
  return new Date(rows[0]!.since);
}

/** Ends a reconciliation; resolves to when that was. */
export async function end({ db }: Queryable, id: Id, report: object): Promise<Date> {
  const { rows } = await db.execute<{ ended_at: string }>(sql`
    update reconciliations set ended_at = clock_timestamp(), report = ${JSON.stringify(report)}
    where id = ${id} returning ended_at::text`);
  return new Date(rows[0]!.ended_at);
}

/** What we know of each of some PaymentIntents. */
export async function findKnown({ db }: Queryable, found: FoundIntent[]): Promise<Known[]> {
  const ours = found.flatMap(({ ours }) => ours ?? []);
  const orderIds = ours.map(({ orderId }) => orderId);
  const stripeIds = found.map(({ id }) => id);
  const { id, orderId, stripeId, status, amountRefunded } = payments;
  const disputed = sql<boolean>`${payments.disputeId} is not null`;
  const related = or(
    inArray(stripeId, stripeIds),
    inArray(orderId, orderIds),
    inArray(
      id,
      ours.map(({ paymentId }) => paymentId),
    ),
  );
  const [rows, known] = await Promise.all([
    db.select({ id, orderId, stripeId, status, amountRefunded, disputed }).from(payments).where(related),
    db.select().from(orders).where(inArray(orders.id, orderIds)),
  ]);
  const first = (fits: (payment: KnownPayment) => boolean) => rows.find(fits);
  return found.map((intent) => ({
    owner: first((payment) => payment.stripeId === intent.id),
    payment:
      intent.ours &&
      (first((payment) => payment.id === intent.ours!.paymentId) ??
        first((payment) => payment.orderId === intent.ours!.orderId)),
    order: known.find((order) => order.id === intent.ours?.orderId),
  }));
}

/** Has a payment's settling ask Stripe how things are. */
export async function noteBehind({ db }: Queryable, paymentId: Id): Promise<void> {
  await db
    .update(payments)
    .set({ news: sql`${payments.news} + 1`, dueAt: sql`clock_timestamp()`, tries: 0 })
    .where(eq(payments.id, paymentId));
}
