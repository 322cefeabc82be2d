import { type CancellationView, type Currency, toMajor } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { listings, orders, stock } from './tables.ts';

const standing = sql`${orders.status} <> 'cancelled'`;
const ended = sql`${orders.cancelReason} = 'event_cancelled'`;
const paid = sql`${orders.completedAt} is not null`;
/** A refund that failed is settled, too: only a person can do more. */
const settled = sql`(${ended} and ${orders.moneyBack} is not null)`;
const sumOf = (some: ReturnType<typeof sql>) =>
  sql<number>`coalesce(sum(${orders.quantity}::bigint * ${orders.unitPrice}) filter (where ${some}), 0)::float8`;
const countOf = (some: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${some}))::int`;

/** How far the cancellations of these listings are. Orders that had ended before them do not count. */
export async function findCancellations({ db }: Queryable, ids: string[]): Promise<CancellationView[]> {
  const rows = await db
    .select({
      id: listings.id,
      currency: listings.currency,
      closed: stock.closed,
      unpaidStanding: countOf(sql`${standing} and not ${paid}`),
      released: countOf(sql`${ended} and not ${paid}`),
      paidStanding: countOf(sql`${standing} and ${paid}`),
      underWay: countOf(sql`${ended} and ${paid} and ${orders.moneyBack} is null`),
      returned: countOf(sql`${ended} and ${paid} and ${orders.moneyBack} = 'returned'`),
      notCharged: countOf(sql`${ended} and ${paid} and ${orders.moneyBack} = 'not_charged'`),
      failed: countOf(sql`${ended} and ${paid} and ${orders.moneyBack} = 'failed'`),
      owed: sumOf(sql`(${standing} or ${ended}) and ${paid}`),
      settled: sumOf(sql`${settled} and ${paid} and ${orders.moneyBack} <> 'failed'`),
      // Every one of these only grows, and each change of what is told here makes one of them grow.
      version: sql<number>`(${stock.version} + coalesce(sum(${orders.version} + ${orders.paymentVersion}), 0))::int`,
    })
    .from(listings)
    .innerJoin(stock, eq(stock.ticketId, listings.id))
    .leftJoin(orders, and(eq(orders.ticketId, listings.id)))
    .where(inArray(listings.id, ids))
    .groupBy(listings.id, stock.ticketId);
  return rows.map(toView);
}

interface Row {
  id: string;
  currency: Currency;
  closed: boolean;
  unpaidStanding: number;
  released: number;
  paidStanding: number;
  underWay: number;
  returned: number;
  notCharged: number;
  failed: number;
  /** Minor units. */
  owed: number;
  settled: number;
  version: number;
}

function toView({ id, currency, closed, unpaidStanding, released, paidStanding, owed, settled, ...row }: Row) {
  const { underWay, returned, notCharged, failed, version } = row;
  return {
    id,
    heard: closed,
    unpaid: { standing: unpaidStanding, released },
    paid: { standing: paidStanding, underWay, returned, notCharged, failed },
    money: { currency, owed: toMajor(owed, currency), settled: toMajor(settled, currency) },
    finished: closed && unpaidStanding + paidStanding + underWay === 0,
    version,
  };
}
