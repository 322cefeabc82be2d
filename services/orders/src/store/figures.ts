import { type ListingSalesView, toMajor } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Fate, Takings } from '../sales.ts';
import type { Stock } from '../stock.ts';
import { listings, orders, stock } from './tables.ts';

/** What a seller asks about: one listing of theirs, or all. */
export interface Scope {
  sellerId: string;
  ticketId?: string | undefined;
}

export const inScope = ({ sellerId, ticketId }: Scope): SQL =>
  and(eq(orders.sellerId, sellerId), ticketId === undefined ? undefined : eq(orders.ticketId, ticketId))!;

const money = sql`${orders.quantity}::bigint * ${orders.unitPrice}`;

const arrayOf = (bounds: Date[]): SQL => sql`${sql.param(bounds.map((bound) => bound.toISOString()))}::timestamptz[]`;

/** What was paid for and given back between the first and the last of these instants, by the stretches between them. */
export async function countTakings({ db }: Queryable, scope: Scope, bounds: Date[]): Promise<Takings[]> {
  const stretches = arrayOf(bounds);
  const [first, last] = [bounds[0]!.toISOString(), bounds.at(-1)!.toISOString()];
  // Sums of money are exact as float8 up to 2^53 minor units.
  const { rows } = await db.execute<Takings & Record<string, unknown>>(sql`
    select currency, stretch, sum(orders)::int as orders, sum(units)::int as units, sum(sales)::float8 as sales,
      sum(units_back)::int as "unitsBack", sum(money_back)::float8 as "moneyBack"
    from (
      select ${orders.currency}, width_bucket(${orders.completedAt}, ${stretches}) - 1 as stretch,
        1 as orders, ${orders.quantity} as units, ${money} as sales, 0 as units_back, 0 as money_back
      from ${orders} where ${inScope(scope)} and ${orders.completedAt} >= ${first} and ${orders.completedAt} < ${last}
      union all
      select ${orders.currency}, width_bucket(${orders.cancelledAt}, ${stretches}) - 1 as stretch,
        0, 0, 0, ${orders.quantity}, ${money}
      from ${orders} where ${inScope(scope)} and ${orders.completedAt} is not null
        and ${orders.cancelledAt} >= ${first} and ${orders.cancelledAt} < ${last}
    ) as moves
    group by currency, stretch`);
  return rows;
}

/** What became of the orders that were placed between the first and the last of these instants, by the stretches between. */
export async function countFates({ db }: Queryable, scope: Scope, bounds: Date[]): Promise<Fate[]> {
  const [first, last] = [bounds[0]!.toISOString(), bounds.at(-1)!.toISOString()];
  const completed = sql<boolean>`${orders.completedAt} is not null`;
  const stretch = sql<number>`width_bucket(${orders.createdAt}, ${arrayOf(bounds)}) - 1`;
  return db
    .select({
      stretch: sql<number>`${stretch} as stretch`,
      status: orders.status,
      cancelReason: orders.cancelReason,
      completed,
      orders: sql<number>`count(*)::int`,
      units: sql<number>`sum(${orders.quantity})::int`,
    })
    .from(orders)
    .where(and(inScope(scope), sql`${orders.createdAt} >= ${first} and ${orders.createdAt} < ${last}`))
    .groupBy(sql`stretch`, orders.status, orders.cancelReason, completed);
}

export async function findStocks({ db }: Queryable, { sellerId, ticketId }: Scope): Promise<Stock[]> {
  return db
    .select(getTableColumns(stock))
    .from(stock)
    .innerJoin(listings, eq(listings.id, stock.ticketId))
    .where(and(eq(listings.sellerId, sellerId), ticketId === undefined ? undefined : eq(listings.id, ticketId)));
}

/** What each of these listings has sold that stands. Those of other sellers are left out. */
export async function findListingSales(
  { db }: Queryable,
  sellerId: string,
  ids: string[],
): Promise<ListingSalesView[]> {
  const rows = await db
    .select({
      id: listings.id,
      currency: listings.currency,
      units: sql<number>`coalesce(sum(${orders.quantity}), 0)::int`,
      revenue: sql<number>`coalesce(sum(${money}), 0)::float8`,
    })
    .from(listings)
    .leftJoin(orders, and(eq(orders.ticketId, listings.id), eq(orders.status, 'complete')))
    .where(and(eq(listings.sellerId, sellerId), sql`${listings.id} = any (${sql.param(ids)}::uuid[])`))
    .groupBy(listings.id);
  return rows.map((row) => ({ ...row, revenue: toMajor(row.revenue, row.currency) }));
}
