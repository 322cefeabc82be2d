import type { Id } from '@frontrow/common/contracts';
import { newId, type Queryable } from '@frontrow/common/database';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { AccountEvent } from '../account-event.ts';
import { accountEvents } from './tables.ts';

/** For the metrics: how many accounts somebody tries to get into, which no count of tries can tell. */
export const accountsTried = {
  name: 'accounts_tried',
  help: 'Accounts at which a sign-in was refused in the last ten minutes',
  count: sql`
    select count(distinct user_id) as n from account_events
    where at > statement_timestamp() - interval '10 minutes' and what = 'sign_in' and outcome = 'refused'`,
};

/** Kept of one account; whoever tries passwords for months may not fill the table. */
const MOST_OF_ONE = 500;

/** Adds to what happened with an account, unless that is gone. An operator's reads within an hour are one. */
export async function addAccountEvent({ db }: Queryable, event: Omit<AccountEvent, 'id' | 'at'>): Promise<void> {
  const { userId, what, outcome, reason, actorId, userAgent } = event;
  await db.execute(sql`
    insert into account_events (id, user_id, what, outcome, reason, actor_id, user_agent)
    select ${newId()}::uuid, users.id, ${what}, ${outcome}, ${reason}, ${actorId}::uuid, ${userAgent}
    from users where users.id = ${userId} and not (${what} = 'operator_read' and exists (
      select from account_events before
      where before.user_id = users.id and before.what = 'operator_read' and before.actor_id = ${actorId}::uuid
        and before.at > statement_timestamp() - interval '1 hour'))
    on conflict do nothing`);
}

/** What happened with an account, the newest first; `before` is the last one of the page before. */
export const findAccountEvents = (
  { db }: Queryable,
  userId: string,
  { before, limit = MOST_OF_ONE }: { before?: Id | undefined; limit?: number } = {},
): Promise<AccountEvent[]> =>
  db
    .select()
    .from(accountEvents)
    .where(and(eq(accountEvents.userId, userId), before ? lt(accountEvents.id, before) : undefined))
    .orderBy(desc(accountEvents.id))
    .limit(limit);

/** Forgets what is older than so many days, and of each account all but the newest. */
export async function deleteOldAccountEvents({ db }: Queryable, days: number): Promise<void> {
  await db.execute(sql`
    delete from account_events where at < statement_timestamp() - make_interval(days => ${days}::int)`);
  await db.execute(sql`
    delete from account_events where id in (
      select id from (
        select id, row_number() over (partition by user_id order by id desc) as nth from account_events
      ) as numbered where nth > ${MOST_OF_ONE}::int)`);
}
