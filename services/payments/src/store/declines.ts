import type { ThrottledView } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { sql } from 'drizzle-orm';
import type { DeclineLimits } from '../declines.ts';

/** A gauge of the metrics. */
export const declinedLately = {
  name: 'cards_declined_last_hour',
  help: 'Cards that were declined within the last hour: many of few accounts or networks are someone trying out stolen ones',
  count: sql`select count(*) as n from declines where declined_at > statement_timestamp() - interval '1 hour'`,
};

/** Who has to wait before another card is tried, those who wait longest first; 100 at most. */
export async function findThrottled({ db }: Queryable, limits: DeclineLimits): Promise<ThrottledView[]> {
  const window = sql`make_interval(secs => ${limits.windowMs / 1000})`;
  const atLimit = (by: 'account' | 'network' | 'card', column: string, limit: number) => sql`
    select ${by}::text as by, ${sql.identifier(column)}::text as who, count(*)::int as declined,
      (array_agg(declined_at order by declined_at desc))[${limit}::int] + ${window} as until
    from declines
    where declined_at > statement_timestamp() - ${window} and ${sql.identifier(column)} is not null
    group by ${sql.identifier(column)} having count(*) >= ${limit}`;
  const { rows } = await db.execute<Omit<ThrottledView, 'until'> & { until: Date }>(sql`
    ${atLimit('account', 'user_id', limits.account)}
    union all ${atLimit('network', 'network', limits.network)}
    union all ${atLimit('card', 'card', limits.card)}
    order by until desc limit 100`);
  return rows.map(({ until, ...row }) => ({ ...row, until: new Date(until).toISOString() }));
}

/** Good cards count for a day. */
export async function forgetOldNetworks({ db }: Queryable): Promise<void> {
  await db.execute(sql`
    update payment_attempts set network = null
    where status = 'authorized' and network is not null and ended_at < statement_timestamp() - interval '1 day'`);
}

/** The longest window in which a decline counts is a day. */
export async function forgetOldDeclines({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from declines where declined_at < statement_timestamp() - interval '2 days'`);
}
