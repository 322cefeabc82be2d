import type { Queryable } from '@frontrow/common/database';
import { desc, isNull, sql } from 'drizzle-orm';
import type { FoundIntent } from '../reconciliation.ts';
import { strayIntents } from './tables.ts';

export type Stray = typeof strayIntents.$inferSelect;

/** A gauge of the metrics. */
export const straysUnsettled = {
  name: 'stray_intents_unsettled',
  help: 'PaymentIntents of ours that belong to no payment and are not seen to be given back yet',
  count: sql`select count(*) as n from stray_intents where settled_at is null`,
};

/** What became of a stray PaymentIntent; when it was found for the first time is kept. */
export async function noteStray(
  { db }: Queryable,
  { id, status, amount, currency, ours }: FoundIntent,
  verdict: Stray['verdict'],
): Promise<Stray> {
  const now = sql`clock_timestamp()`;
  const decided = {
    verdict,
    decidedAt: verdict === 'waiting' ? null : now,
    settledAt: verdict === 'adopted' ? now : null,
  };
  const { orderId, paymentId } = ours!;
  const [stray] = await db
    .insert(strayIntents)
    .values({ stripeId: id, orderId, paymentId, amount, currency, status, ...decided })
    .onConflictDoUpdate({ target: strayIntents.stripeId, set: { status, ...decided } })
    .returning();
  return stray!;
}

/** Stripe was seen to hold nothing of it any more. */
export async function settleStray({ db }: Queryable, stripeId: string): Promise<void> {
  await db.execute(sql`
    update stray_intents set settled_at = clock_timestamp(), verdict = 'released',
      decided_at = coalesce(decided_at, clock_timestamp())
    where stripe_id = ${stripeId} and settled_at is null`);
}

/** Those that are not done with, the latest 1,000 first. */
export const unsettledStrays = ({ db }: Queryable): Promise<Stray[]> =>
  db.select().from(strayIntents).where(isNull(strayIntents.settledAt)).orderBy(desc(strayIntents.foundAt)).limit(1000);

/** Whether a stray has been known for so long that its order, if there were one, would have arrived by now. */
export async function hasWaited({ db }: Queryable, stripeId: string, ms: number): Promise<boolean> {
  const { rowCount } = await db.execute(sql`
    select 1 from stray_intents
    where stripe_id = ${stripeId} and found_at <= statement_timestamp() - make_interval(secs => ${ms / 1000})`);
  return rowCount === 1;
}
