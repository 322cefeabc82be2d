import type { TicketState } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { eq, lt } from 'drizzle-orm';
import type { Listing } from '../place.ts';
import { listings } from './tables.ts';

export async function findListing({ db }: Queryable, id: string): Promise<Listing | undefined> {
  const [row] = await db.select().from(listings).where(eq(listings.id, id));
  return row;
}

/** Keeps a listing's newest state; false when what is here is as new already. */
export async function saveListing(tx: Tx, ticket: TicketState, version: number): Promise<boolean> {
  const { id, sellerId, title, venue, city, country, price, currency, refundHours } = ticket;
  const startsAt = ticket.startsAt === null ? null : new Date(ticket.startsAt);
  const row = { id, version, sellerId, title, venue, city, country, startsAt, price, currency, refundHours };
  const saved = await tx.db
    .insert(listings)
    .values(row)
    .onConflictDoUpdate({ target: listings.id, set: row, setWhere: lt(listings.version, version) })
    .returning({ id: listings.id });
  return saved.length > 0;
}
