import { type AvailabilityView, salesOverAt, type TicketView, toMajor } from '@frontrow/common/contracts';
import { type Queryable, statement, type Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, asc, eq, getTableColumns, not, sql } from 'drizzle-orm';
import type { Change, Ticket } from '../ticket.ts';
import { stock, tickets } from './tables.ts';

/** A listing as anybody may see it, with the units left of it, and whether it was changed since units were taken. */
export type Listing = Omit<Ticket, 'moves' | 'sellerSuspended' | 'decision'> & { available: number; edited: boolean };

const {
  amount: _amount,
  sortTime: _sortTime,
  overAt: _overAt,
  past: _past,
  edited,
  search: _search,
  ...ticketColumns
} = getTableColumns(tickets);
const { moves: _moves, sellerSuspended: _sellerSuspended, decision: _decision, ...shownColumns } = ticketColumns;

/** Units that nobody has, as far as the copy of the stock knows; all of them until the first news of it. */
const UNSOLD = `case when tickets.status = 'cancelled' or stock.closed then 0
  else coalesce(stock.capacity - stock.held - stock.sold, tickets.quantity) end`;
const unsold = sql<number>`${sql.raw(UNSOLD)}`;

/** Units that can be reserved: none while seller or operators let no orders be placed, and none once sales or the event are over. */
export const AVAILABLE = `case when tickets.sales = 'open' and not tickets.suspended
  and least(tickets.sales_end_at, tickets.over_at) > statement_timestamp() then ${UNSOLD} else 0 end`;
export const available = sql<number>`${sql.raw(AVAILABLE)}`;

export const listingFields = { ...shownColumns, edited, available };
export const stockOfListing = eq(stock.ticketId, tickets.id);
/** On sale, and the event is not over; one without a date never is. */
export const isOpen = and(eq(tickets.status, 'on_sale'), sql`${tickets.overAt} > statement_timestamp()`)!;

export async function findListing({ db }: Queryable, id: string): Promise<Listing | undefined> {
  const [row] = await db.select(listingFields).from(tickets).leftJoin(stock, stockOfListing).where(eq(tickets.id, id));
  return row;
}

/** Units that buyers have, unpaid or paid. */
const taken = sql<number>`coalesce(${stock.held} + ${stock.sold}, 0)`;

/** A listing under its lock, how many of its units nobody has, how many buyers have, and whether it was changed since. */
export async function lockListing(
  tx: Tx,
  id: string,
): Promise<{ ticket: Ticket; unsold: number; taken: number; edited: boolean } | undefined> {
  const [row] = await tx.db
    .select({ ticket: ticketColumns, unsold, taken, edited })
    .from(tickets)
    .leftJoin(stock, stockOfListing)
    .where(eq(tickets.id, id))
    .for('update', { of: tickets });
  return row;
}

/** A seller's listings that are to go off sale with their account, or to come back with it, under their locks. */
export async function lockListingsToFollow({ db }: Tx, sellerId: string, isSuspended: boolean): Promise<Ticket[]> {
  const wanted = isSuspended ? and(isOpen, not(tickets.sellerSuspended)) : tickets.sellerSuspended;
  return db
    .select(ticketColumns)
    .from(tickets)
    .where(and(eq(tickets.sellerId, sellerId), wanted))
    .orderBy(asc(tickets.id))
    .for('update');
}

/** A seller's listings whose events are not over, under their locks, with the units that buyers have of each. */
export async function lockOpenListings({ db }: Tx, sellerId: string): Promise<{ ticket: Ticket; taken: number }[]> {
  const found = await db
    .select({ ticket: ticketColumns, taken })
    .from(tickets)
    .leftJoin(stock, stockOfListing)
    .where(and(eq(tickets.sellerId, sellerId), isOpen))
    .orderBy(asc(tickets.id))
    .for('update', { of: tickets });
  return found;
}

/** Marks listings whose events are over; resolves to how many. */
export async function markPast({ db }: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    update tickets set past = true where id in (
      select id from tickets where not past and over_at < statement_timestamp() order by over_at limit ${limit}
      for update skip locked)`);
  return rowCount ?? 0;
}

/** Keeps a changed (or new) listing and tells of it. */
export async function saveChange(tx: Tx, { ticket, event }: Change): Promise<void> {
  // An event that was over may be to come again.
  const row = { ...ticket, amount: toMajor(ticket.price, ticket.currency), past: false };
  await tx.db.insert(tickets).values(row).onConflictDoUpdate({ target: tickets.id, set: row });
  const { version, ...data } = ticket;
  await addToOutbox(tx, { definition: event, aggregateId: ticket.id, aggregateVersion: version, data });
}

/** A listing that was locked, as it stands at the database's `now`. */
export function toViewWith(
  { unsold, edited }: { unsold: number; edited: boolean },
  { moves: _moves, sellerSuspended: _sellerSuspended, decision: _decision, ...ticket }: Ticket,
  now: string,
): TicketView {
  const { status, sales, suspended } = ticket;
  const over = salesOverAt(ticket);
  const isSold = status === 'on_sale' && sales === 'open' && !suspended && !(over && over <= new Date(now));
  return toView({ ...ticket, edited, available: isSold ? unsold : 0 });
}

export const toView = (listing: Listing): TicketView => ({
  ...listing,
  price: toMajor(listing.price, listing.currency),
});

/**
 * A listing as visitors see it, in JSON from the database: the same as `toView` of it, which a test sees to. While it is
 * suspended, what its seller writes and shows of it is not spread any further.
 */
export const LISTING_JSON = listingJson();

function listingJson(more = '') {
  return `(select row_to_json(listing)::text from (select
  tickets.id, tickets.version, tickets.seller_id as "sellerId", tickets.title,
  case when tickets.suspended then '' else tickets.description end as description, tickets.category,
  tickets.venue, tickets.city, tickets.country, ${isoOf('tickets.starts_at')} as "startsAt",
  ${isoOf('tickets.doors_at')} as "doorsAt", ${isoOf('tickets.ends_at')} as "endsAt",
  ${isoOf('tickets.sales_end_at')} as "salesEndAt", ${isoOf('tickets.check_in_at')} as "checkInAt", tickets.reentry,
  tickets.time_zone as "timeZone", trim_scale(tickets.amount) as price, tickets.currency, tickets.quantity,
  tickets.refund_hours as "refundHours", tickets.status, tickets.sales, tickets.suspended,
  case when not tickets.suspended then tickets.poster end as poster,
  ${isoOf('tickets.created_at')} as "createdAt", ${isoOf('tickets.updated_at')} as "updatedAt",
  tickets.edited, ${AVAILABLE} as available${more}) listing)`;
}

function isoOf(instant: string) {
  return `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Whom it is from stands on its own page alone: lists of many do without. */
const ORGANISER = `, json_build_object(
  'name', coalesce(organisers.name, ''), 'contact', coalesce(organisers.contact, '')) as organiser`;

const asJson = statement<{ id: string; json: string }>(
  'listings_as_json',
  `select tickets.id, ${listingJson(ORGANISER)} as json
   from tickets left join stock on stock.ticket_id = tickets.id
   left join organisers on organisers.seller_id = tickets.seller_id and not tickets.suspended where tickets.id = any($1)`,
);

/** Listings with their organisers, each in JSON, by their ids. */
export const findListingsAsJson = async (from: Queryable, ids: string[]): Promise<Map<string, string>> =>
  new Map((await asJson(from, [ids])).map(({ id, json }) => [id, json]));

const availabilityOf = statement<AvailabilityView>(
  'availability',
  `select id, status, tickets.sales, tickets.suspended, quantity, ${AVAILABLE} as available, tickets.version + coalesce(stock.version, 0) as version
   from tickets left join stock on stock.ticket_id = tickets.id where tickets.id = any($1)`,
);

/** What subscribers see change. Both counts of versions only grow, so their sum tells newer from older. */
export const findAvailability = (from: Queryable, ids: string[]): Promise<AvailabilityView[]> =>
  availabilityOf(from, [ids]);
