import { type SellingView, toMajor } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { decodeCursor } from '@frontrow/common/http';
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { listingFields, stockOfListing } from './listings.ts';
import { type Page, pageOf } from './paging.ts';
import { stock, tickets } from './tables.ts';

const figures = {
  capacity: sql<number>`coalesce(${stock.capacity}, ${tickets.quantity})`,
  held: sql<number>`coalesce(${stock.held}, 0)`,
  sold: sql<number>`coalesce(${stock.sold}, 0)`,
  salesInEffect: sql<boolean>`coalesce(${stock.sales}, 'open') = ${tickets.sales}`,
  admitted: sql<number>`(select count(*)::int from admissions
    where admissions.ticket_id = ${tickets.id} and redeemed_at is not null)`,
  staff: sql<string[]>`array(select email from staff join users on users.id = staff.user_id
    where staff.ticket_id = ${tickets.id} order by email)`,
};

async function select({ db }: Queryable, where: SQL | undefined, limit: number): Promise<SellingView[]> {
  const found = await db
    .select({ ...listingFields, ...figures })
    .from(tickets)
    .leftJoin(stock, stockOfListing)
    .where(where)
    .orderBy(desc(tickets.id))
    .limit(limit);
  return found.map((listing) => ({ ...listing, price: toMajor(listing.price, listing.currency) }));
}

/** A page of a seller's own listings, whatever became of them, newest first. */
export async function findSelling(
  db: Queryable,
  sellerId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<SellingView>> {
  const beyond = cursor === undefined ? undefined : lt(tickets.id, decodeCursor(cursor)[1]);
  const found = await select(db, and(eq(tickets.sellerId, sellerId), beyond), limit + 1);
  return pageOf(found, limit, ({ id }) => [null, id]);
}

/** One listing as its seller sees it. */
export async function findOneSelling(db: Queryable, ticketId: string): Promise<SellingView | undefined> {
  return (await select(db, eq(tickets.id, ticketId), 1))[0];
}
