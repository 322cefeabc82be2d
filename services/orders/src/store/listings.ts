import type { Poster, TicketState } from '@frontrow/common/contracts';
import { fieldsOf, type Queryable, statement } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { eq } from 'drizzle-orm';
import type { Listing } from '../place.ts';
import { listings } from './tables.ts';

export async function findListing({ db }: Queryable, id: string): Promise<Listing | undefined> {
  const [row] = await db.select().from(listings).where(eq(listings.id, id));
  return row;
}

/** A listing with what is shown of it beside an order. */
type ShownListing = Listing & { poster: Poster | null };

const select = statement<ShownListing>(
  'find_listings',
  `select ${fieldsOf(listings)} from listings where id = any ($1::uuid[])`,
);

export async function findListings(from: Queryable, ids: readonly string[]): Promise<Map<string, ShownListing>> {
  return new Map((await select(from, [ids])).map((listing) => [listing.id, listing]));
}

/** Listings as orders knows them. */
export const listingCopy: Copy<TicketState> = {
  name: 'listings',
  table: listings,
  key: 'id',
  version: 'version',
  toRow: (ticket, version) => {
    const { id, sellerId, title, venue, city, country, timeZone, price, currency, refundHours, sales, poster } = ticket;
    const [startsAt, endsAt, salesEndAt] = [ticket.startsAt, ticket.endsAt, ticket.salesEndAt].map(toDate);
    const words = { title, venue, city, country, startsAt, endsAt, timeZone };
    const terms = { price, currency, refundHours, salesEndAt, sales };
    return { id, version, sellerId, ...words, ...terms, poster, moves: ticket.moves };
  },
};

const toDate = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
