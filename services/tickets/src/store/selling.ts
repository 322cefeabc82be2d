import { type SellingView, toMajor } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { decodeCursor } from '@frontrow/common/http';
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { searchQuery } from '../search-query.ts';
import { listingFields, stockOfListing } from './listings.ts';
import { type Page, pageOf } from './paging.ts';
import { foldWords } from './search-words.ts';
import { stock, tickets } from './tables.ts';

const figures = {
  capacity: sql<number>`coalesce(${stock.capacity}, ${tickets.quantity})`,
  held: sql<number>`coalesce(${stock.held}, 0)`,
  sold: sql<number>`coalesce(${stock.sold}, 0)`,
  salesInEffect: sql<boolean>`coalesce(${stock.sales}, 'open') = ${tickets.sales}
    and coalesce(${stock.suspended}, false) = ${tickets.suspended}`,
  sellerSuspended: tickets.sellerSuspended,
  decision: tickets.decision,
  admitted: sql<number>`(select count(*)::int from admissions
    where admissions.ticket_id = ${tickets.id} and redeemed_at is not null)`,
  staff: sql<string[]>`array(select email from staff join users on users.id = staff.user_id
    where staff.ticket_id = ${tickets.id} order by email)`,
  invited: sql<string[]>`array(select email from staff_invitations
    where staff_invitations.ticket_id = ${tickets.id} order by email)`,
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

interface Position {
  limit: number;
  cursor?: string | undefined;
}

/** A page of a seller's own listings, whatever became of them, newest first. */
export async function findSelling(
  db: Queryable,
  sellerId: string,
  { limit, cursor }: Position,
): Promise<Page<SellingView>> {
  return pageWhere(db, eq(tickets.sellerId, sellerId), { limit, cursor });
}

/** A page of the listings that an operator looks for, whatever became of them, newest first; all that is given has to fit. */
export async function lookUpListings(
  db: Queryable,
  { id, sellerId, q }: { id?: string | undefined; sellerId?: string | undefined; q?: string | undefined },
  position: Position,
): Promise<Page<SellingView>> {
  const words = q === undefined ? undefined : searchQuery(await foldWords(db, q));
  const where = [
    id && eq(tickets.id, id),
    sellerId && eq(tickets.sellerId, sellerId),
    words && sql`${tickets.search} @@ ${words.begins}::tsquery`,
  ].filter((condition) => condition !== undefined && condition !== '');
  const asksNothing = where.length === 0 || (q !== undefined && !words);
  return pageWhere(db, asksNothing ? sql`false` : and(...where), position);
}

async function pageWhere(
  db: Queryable,
  where: SQL | undefined,
  { limit, cursor }: Position,
): Promise<Page<SellingView>> {
  const beyond = cursor === undefined ? undefined : lt(tickets.id, decodeCursor(cursor)[1]);
  const found = await select(db, and(where, beyond), limit + 1);
  return pageOf(found, limit, ({ id }) => [null, id]);
}

/** One listing as its seller sees it. */
export async function findOneSelling(db: Queryable, ticketId: string): Promise<SellingView | undefined> {
  return (await select(db, eq(tickets.id, ticketId), 1))[0];
}
