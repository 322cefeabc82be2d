import type { OrderState, TicketState, UserState } from '@frontrow/common/contracts';
import { locker, type Tx } from '@frontrow/common/database';
import type { Copy } from '@frontrow/common/messaging';
import { inArray } from 'drizzle-orm';
import type { KnownListing } from '../mail.ts';
import { listings, orders, users } from './tables.ts';

export const userCopy: Copy<UserState> = {
  name: 'users',
  table: users,
  key: 'id',
  version: 'version',
  toRow: ({ id, email, name = null, language = 'en', verifiedAt }, version) => {
    return { id, version, email, name, language, verified: !!verifiedAt };
  },
};

const dateOf = (instant: string | null | undefined) => (instant ? new Date(instant) : null);

export const listingCopy: Copy<TicketState> = {
  name: 'listings',
  table: listings,
  key: 'id',
  version: 'version',
  toRow: ({ id, title, venue, city, country, startsAt, doorsAt, endsAt, timeZone }, version) => {
    return {
      id,
      version,
      title,
      venue,
      city,
      country,
      startsAt: dateOf(startsAt),
      doorsAt: dateOf(doorsAt),
      endsAt: dateOf(endsAt),
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

const begin = locker(listings, {
  key: 'id',
  members: ['id', 'version', 'title', 'venue', 'city', 'country', 'startsAt', 'doorsAt', 'endsAt', 'timeZone'],
});

/**
 * The listings that events are about, as they were until now, held until the transaction ends. One that was unknown begins
 * to be known by the first of these events that is about it.
 */
export async function lockListings(
  tx: Tx,
  events: { data: TicketState; aggregateVersion: number }[],
): Promise<Map<string, KnownListing>> {
  const first = new Map<string, object>();
  for (const { data, aggregateVersion } of events) {
    if (!first.has(data.id)) first.set(data.id, listingCopy.toRow(data, aggregateVersion));
  }
  const [, rows] = await Promise.all([
    begin(tx, [...first.values()]),
    tx.db
      .select()
      .from(listings)
      .where(inArray(listings.id, [...first.keys()])),
  ]);
  return new Map(rows.map((row) => [row.id, toListing(row)]));
}

/** A listing as a row has it, or JSON. */
export type ListingRow = Omit<KnownListing, Times> & { [Time in Times]: Date | string | null };
type Times = 'startsAt' | 'doorsAt' | 'endsAt';

export const toListing = ({ version, title, venue, city, country, timeZone, ...times }: ListingRow): KnownListing => ({
  version,
  title,
  venue,
  city,
  country,
  startsAt: instantOf(times.startsAt),
  doorsAt: instantOf(times.doorsAt),
  endsAt: instantOf(times.endsAt),
  timeZone,
});

const instantOf = (time: Date | string | null) => (time === null ? null : new Date(time).toISOString());
