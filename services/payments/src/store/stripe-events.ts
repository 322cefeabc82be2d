import type { PaymentStatus } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** Marks a webhook as received; false when it was before. */
export async function isFirst({ db }: Tx, id: string, type: string): Promise<boolean> {
  const { rowCount } = await db.execute(
    sql`insert into stripe_events (id, type) values (${id}, ${type}) on conflict do nothing`,
  );
  return rowCount === 1;
}

/**
 * Makes a payment due because Stripe says that something happened. In the states of `worthALook` Stripe is asked how
 * things are; in any other one the step that is owed will be told by itself.
 */
export async function noteNews({ db }: Tx, stripeId: string, worthALook: readonly PaymentStatus[]): Promise<void> {
  const look = sql`status = any (${sql.param([...worthALook])}::text[])`;
  await db.execute(sql`
    update payments set due_at = clock_timestamp(), tries = 0, news = news + (case when ${look} then 1 else 0 end)
    where stripe_id = ${stripeId} and (due_at is not null or ${look})`);
}

/** Stripe sends an event again for three days. */
export async function forgetOldEvents({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from stripe_events where received_at < clock_timestamp() - interval '30 days'`);
}
