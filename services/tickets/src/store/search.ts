import type { TicketQuery } from '@frontrow/common/contracts';
import { type Queryable, sqlState } from '@frontrow/common/database';
import { badRequest, decodeCursor } from '@frontrow/common/http';
import { and, asc, desc, eq, gt, gte, lte, ne, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { available, type Listing, listingFields, stockOfListing } from './listings.ts';
import { type Page, pageOf } from './paging.ts';
import { stock, tickets } from './tables.ts';

/** What a page is sorted by before the id, its type in the database, and its direction. */
interface Sort {
  key: SQLWrapper;
  type: 'timestamptz' | 'uuid' | 'numeric' | 'real';
  descending?: boolean;
}

/** A page of what a visitor looks for. A listing that changes between two pages is never shown twice for its own sake. */
export async function searchListings({ db }: Queryable, query: TicketQuery): Promise<Page<Listing>> {
  const { key, type, descending } = sortOf(query);
  const direction = descending ? desc : asc;
  const sortKey = sql<string>`(${key})::text`;
  try {
    const found = await db
      .select({ ...listingFields, sortKey })
      .from(tickets)
      .leftJoin(stock, stockOfListing)
      .where(and(...filtersOf(query), after(query.cursor, { key, type, descending })))
      .orderBy(direction(key), direction(tickets.id))
      .limit(query.limit + 1);
    const { page, next } = pageOf(found, query.limit, (last) => [last.sortKey, last.id]);
    return { page: page.map(({ sortKey: _, ...listing }) => listing), next };
  } catch (error) {
    // The key in a cursor that was made up, or that belongs to another sort, does not fit the key's type.
    if (query.cursor && sqlState(error)?.startsWith('22')) throw badRequest('cursor', 'must come from a Link header');
    throw error;
  }
}

function sortOf({ sort, q }: TicketQuery): Sort {
  switch (sort ?? 'relevance') {
    case 'newest':
      return { key: tickets.id, type: 'uuid', descending: true };
    case 'price':
      return { key: tickets.amount, type: 'numeric' };
    case '-price':
      return { key: tickets.amount, type: 'numeric', descending: true };
    case 'relevance':
      if (q) return { key: relevance(q), type: 'real', descending: true };
  }
  return { key: tickets.sortTime, type: 'timestamptz' };
}

/** Whole words count once more than their beginnings, and a short text more than a long one. */
const relevance = (q: string) =>
  sql`ts_rank(${tickets.search}, search_query(${q}), 1) + ts_rank(${tickets.search}, exact_query(${q}), 1)`;

function filtersOf(query: TicketQuery): (SQL | undefined)[] {
  const { q, category, city, sellerId, from, to, currency, minPrice, maxPrice } = query;
  return [
    eq(tickets.status, 'on_sale'),
    ne(tickets.sales, 'ended'),
    from ? gte(tickets.startsAt, from) : gt(tickets.sortTime, sql`now()`),
    to ? lte(tickets.startsAt, to) : undefined,
    q ? sql`${tickets.search} @@ search_query(${q})` : undefined,
    category && eq(tickets.category, category),
    city ? sql`plain_text(${tickets.city}) = plain_text(${city})` : undefined,
    sellerId ? eq(tickets.sellerId, sellerId) : undefined,
    currency && eq(tickets.currency, currency),
    minPrice === undefined ? undefined : gte(tickets.amount, minPrice),
    maxPrice === undefined ? undefined : lte(tickets.amount, maxPrice),
    query.available ? sql`${available} > 0` : undefined,
  ];
}

function after(cursor: string | undefined, { key, type, descending }: Sort): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [lastKey, lastId] = decodeCursor(cursor);
  const beyond = sql.raw(descending ? '<' : '>');
  return sql`(${key}, ${tickets.id}) ${beyond} (${String(lastKey)}::${sql.raw(type)}, ${lastId}::uuid)`;
}
