import type { Queryable } from '@frontrow/common/database';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { tickets, views } from './tables.ts';

/** Adds views to the quarter of an hour that it is, in one order so that replicas do not lock each other out. */
export async function addViews({ db }: Queryable, counted: Map<string, number>): Promise<void> {
  const [ids, counts] = [[...counted.keys()], [...counted.values()]];
  await db.execute(sql`
    insert into ${views} (ticket_id, since, views)
    select id, date_bin('15 minutes', clock_timestamp(), 'epoch'), count
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(counts)}::int[]) as counted (id, count)
    where exists (select from ${tickets} where ${tickets.id} = counted.id)
    order by id
    on conflict (ticket_id, since) do update set views = views.views + excluded.views`);
}

/** The views of a seller's listings, or of one, between the first and the last of these instants, by the stretches between. */
export async function countViews(
  { db }: Queryable,
  { sellerId, ticketId }: { sellerId: string; ticketId?: string | undefined },
  bounds: Date[],
): Promise<{ stretch: number; views: number }[]> {
  const instants = bounds.map((bound) => bound.toISOString());
  const stretch: SQL<number> = sql`width_bucket(${views.since}, ${sql.param(instants)}::timestamptz[]) - 1 as stretch`;
  return db
    .select({ stretch, views: sql<number>`sum(${views.views})::int` })
    .from(views)
    .innerJoin(tickets, eq(tickets.id, views.ticketId))
    .where(
      and(
        eq(tickets.sellerId, sellerId),
        ticketId === undefined ? undefined : eq(tickets.id, ticketId),
        sql`${views.since} >= ${instants[0]} and ${views.since} < ${instants.at(-1)}`,
      ),
    )
    .groupBy(sql`stretch`);
}
