import type { OrderState, TicketState, UserState } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { eq } from 'drizzle-orm';
import type { Facts, Listing, Mail } from '../mail.ts';
import { listings, orders, users } from './tables.ts';

export const userCopy: Copy<UserState> = {
  name: 'users',
  table: users,
  key: 'id',
  version: 'version',
  toRow: ({ id, email, language = 'en' }, version) => ({ id, version, email, language }),
};

export const listingCopy: Copy<TicketState> = {
  name: 'listings',
  table: listings,
  key: 'id',
  version: 'version',
  toRow: ({ id, title, venue, city, country, startsAt, timeZone }, version) => {
    return {
      id,
      version,
      title,
      venue,
      city,
      country,
      startsAt: startsAt === null ? null : new Date(startsAt),
      timeZone,
    };
  },
};

export const orderCopy: Copy<OrderState> = {
  name: 'orders',
  table: orders,
  key: 'id',
  version: 'version',
  toRow: (
    { id, ticketId, userId, quantity, total, currency, status, cancelReason, refund, ticket, createdAt },
    version,
  ) => {
    const copied = { id, version, ticketId, userId, quantity, total, currency, status, cancelReason, refund };
    return { ...copied, event: ticket, createdAt: new Date(createdAt) };
  },
};

/** A listing as it was until now, held until the transaction ends. */
export async function lockListing({ db }: Tx, id: string): Promise<Listing | undefined> {
  const [row] = await db.select().from(listings).where(eq(listings.id, id)).for('update');
  return row && toListing(row);
}

/** What is known of what a mail is about. */
export async function findFacts(queryable: Queryable, { userId, about }: Mail): Promise<Facts> {
  const { db } = queryable;
  const [recipient] = await db.select().from(users).where(eq(users.id, userId));
  if (!('orderId' in about)) return { recipient, order: undefined, listing: undefined };
  const [order] = await db.select().from(orders).where(eq(orders.id, about.orderId));
  const listing = order && (await findListing(queryable, order.ticketId));
  return { recipient, order, listing };
}

async function findListing({ db }: Queryable, id: string): Promise<Listing | undefined> {
  const [row] = await db.select().from(listings).where(eq(listings.id, id));
  return row && toListing(row);
}

const toListing = ({ startsAt, ...row }: typeof listings.$inferSelect): Listing => ({
  ...row,
  startsAt: startsAt?.toISOString() ?? null,
});
