import type { Queryable } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';

/** A gauge of the metrics. */
export const refundsFailed = {
  name: 'refunds_failed',
  help: 'Refunds that failed for good and that nobody has settled: an operator has to act',
  count: sql`select count(*) as n from payments where refund_failed_at is not null and settlement is null`,
};

/**
 * A refund that a bank took may still come back for some weeks, and one that failed may be made by hand: has Stripe asked
 * about each of those once a day.
 */
export async function lookAgainAtRefunds({ db }: Queryable): Promise<void> {
  await db.execute(sql`
    with unseen as (
      select id from payments
      where (status = 'refunded' or amount_taken > 0 or refund_failed_at is not null) and due_at is null
        and coalesce(refund_checked_at, updated_at) < statement_timestamp() - interval '1 day'
        and updated_at > statement_timestamp() - interval '60 days'
      order by id for update)
    update payments set news = news + 1, due_at = clock_timestamp(), refund_checked_at = clock_timestamp()
    from unseen where payments.id = unseen.id`);
}
