import type { TicketState } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { eq } from 'drizzle-orm';
import type { Listing } from '../place.ts';
import { listings } from './tables.ts';

export async function findListing({ db }: Queryable, id: string): Promise<Listing | undefined> {
  const [row] = await db.select().from(listings).where(eq(listings.id, id));
  return row;
}

/** Listings as orders knows them. */
export const listingCopy: Copy<TicketState> = {
  name: 'listings',
  table: listings,
  key: 'id',
  version: 'version',
  toRow: (ticket, version) => {
    const { id, sellerId, title, venue, city, country, timeZone, price, currency, refundHours, sales, poster } = ticket;
    const startsAt = ticket.startsAt === null ? null : new Date(ticket.startsAt);
    const words = { title, venue, city, country, startsAt, timeZone };
    return { id, version, sellerId, ...words, price, currency, refundHours, sales, poster };
  },
};
