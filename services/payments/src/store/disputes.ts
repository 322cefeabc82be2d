import type { Id } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { eq, sql } from 'drizzle-orm';
import type { Dispute } from '../payment.ts';
import { disputes } from './tables.ts';

/** A gauge of the metrics. */
export const disputesOpen = {
  name: 'disputes_open',
  help: 'Disputes and inquiries of cardholders that are not decided: an operator has to answer in time',
  count: sql`select count(*) as n from disputes where phase in ('inquiry', 'open')`,
};

export async function findDispute({ db }: Queryable, id: string): Promise<Dispute> {
  const [row] = await db.select().from(disputes).where(eq(disputes.id, id));
  const { paymentId: _payment, checkedAt: _checked, ...dispute } = row!;
  return dispute;
}

export async function saveDispute({ db }: Queryable, paymentId: Id, dispute: Dispute, checkedAt: Date): Promise<void> {
  await db
    .insert(disputes)
    .values({ ...dispute, paymentId, checkedAt })
    .onConflictDoUpdate({ target: disputes.id, set: { ...dispute, checkedAt } });
}

/** The poll behind the webhooks: has Stripe asked about each open dispute once a day. */
export async function lookAgainAtDisputes({ db }: Queryable): Promise<void> {
  await db.execute(sql`
    with due as (
      update disputes set checked_at = clock_timestamp()
      where phase in ('inquiry', 'open') and checked_at < statement_timestamp() - interval '1 day'
      returning payment_id)
    update payments set news = news + 1, due_at = clock_timestamp() from due where payments.id = due.payment_id`);
}
