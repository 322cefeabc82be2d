import {
  type MoneyBackView,
  type OrderFilter,
  type OrderState,
  type OrderView,
  orderNumber,
  orderOfNumber,
  type Poster,
  toMajor,
} from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import {
  type CurrentListing,
  deadline,
  isUnpaid,
  type Order,
  refundDeadline,
  refundProblem,
  toState,
} from '../order.ts';
import { type StoredOrder, unpaid } from './orders.ts';
import { listings, orders } from './tables.ts';

/** Orders as their buyers see them, newest first. */
async function findViews({ db }: Queryable, where: SQL | undefined, limit: number): Promise<OrderView[]> {
  const rows = await db
    .select({
      order: orders,
      listing: {
        venue: listings.venue,
        city: listings.city,
        country: listings.country,
        startsAt: listings.startsAt,
        endsAt: listings.endsAt,
        timeZone: listings.timeZone,
        moves: listings.moves,
        poster: listings.poster,
      },
      now: sql<string>`clock_timestamp()`,
    })
    .from(orders)
    .innerJoin(listings, eq(listings.id, orders.ticketId))
    .where(where)
    .orderBy(desc(orders.id))
    .limit(limit);
  return rows.map(({ order, listing, now }) => toView(order, listing, new Date(now)));
}

export async function findView(from: Queryable, id: string): Promise<OrderView | undefined> {
  const [view] = await findViews(from, eq(orders.id, id), 1);
  return view;
}

/** The order with this id or number. */
export async function findNamedView(from: Queryable, name: string): Promise<OrderView | undefined> {
  const [view] = await findViews(from, isNamed(name), 1);
  return view;
}

/** A number says how the order's id ends. */
function isNamed(name: string): SQL {
  const tail = orderOfNumber(name);
  return tail === null ? eq(orders.id, name) : sql`right(${orders.id}::text, 12) = ${tail}`;
}

export const findViewsById = (from: Queryable, ids: string[]): Promise<OrderView[]> =>
  findViews(from, anyOf(ids), ids.length);

/** The versions of orders, for whoever knows their states. */
export const findVersions = ({ db }: Queryable, ids: string[]): Promise<{ id: string; version: number }[]> =>
  db.select({ id: orders.id, version: orders.version }).from(orders).where(anyOf(ids));

/** As one parameter, so that the statement is as short for a thousand of them. */
const anyOf = (ids: string[]) => sql`${orders.id} = any(${sql.param(ids)}::uuid[])`;

export interface Page {
  status?: OrderFilter | undefined;
  /** Only orders placed before this one. */
  before?: string | undefined;
  limit: number;
}

export function findViewsOfUser(
  from: Queryable,
  userId: string,
  { status, before, limit }: Page,
): Promise<OrderView[]> {
  const where = and(
    eq(orders.userId, userId),
    status && (status === 'unpaid' ? unpaid : eq(orders.status, status)),
    before === undefined ? undefined : lt(orders.id, before),
  );
  return findViews(from, where, limit);
}

/** What an operator looks orders up by; all that is given has to fit. */
export interface Wanted {
  /** An order's id or number. */
  number?: string | undefined;
  userId?: string | undefined;
  ticketId?: string | undefined;
}

export async function lookUpViews(
  from: Queryable,
  { number, userId, ticketId }: Wanted,
  { before, limit }: Page,
): Promise<OrderView[]> {
  const where = [
    number === undefined ? undefined : isNamed(number),
    userId && eq(orders.userId, userId),
    ticketId && eq(orders.ticketId, ticketId),
  ].filter((condition) => condition !== undefined && condition !== '');
  if (where.length === 0) return [];
  return findViews(from, and(...where, before === undefined ? undefined : lt(orders.id, before)), limit);
}

/** An order, with what is known of its money once there was a payment. */
type Viewed = Order & Partial<StoredOrder>;

interface Listing extends CurrentListing {
  venue: string;
  city: string;
  country: string;
  startsAt: Date | null;
  endsAt: Date | null;
  timeZone: string;
  poster: Poster | null;
}

/** An order as its buyer sees it at the database's `now`, with its listing as that is then. */
export function toView(order: Viewed, listing: Listing, now: Date): OrderView {
  const state = toState(order);
  const secondsLeft = Math.max((deadline(order).getTime() - now.getTime()) / 1000, 0);
  const refundable = order.status === 'complete' && order.refund === 'none' && !refundProblem(order, listing, now);
  return {
    ...state,
    number: orderNumber(order.id),
    ticket: { ...state.ticket, id: order.ticketId, poster: listing.poster },
    moved: movedFrom(state.ticket, listing),
    times: { startsAt: iso(listing.startsAt), endsAt: iso(listing.endsAt) },
    unitPrice: toMajor(state.unitPrice, order.currency),
    total: toMajor(state.total, order.currency),
    secondsLeft: isUnpaid(order) ? secondsLeft : null,
    extendable: isUnpaid(order) && !order.extended && secondsLeft > 0,
    cancellable: isUnpaid(order) || refundable,
    refundableUntil: refundDeadline(order, listing)?.toISOString() ?? null,
    paymentFailure: order.paymentFailure,
    moneyBack: moneyBackOf(order),
    completedAt: iso(order.completedAt),
    cancelledAt: iso(order.cancelledAt),
    version: order.version,
  };
}

/** Where the money of an order is that ended after it was paid for. */
function moneyBackOf({ completedAt, status, moneyBack, returned, currency }: Viewed): MoneyBackView | null {
  if (status !== 'cancelled' || !completedAt || !moneyBack) return null;
  const { how = null, amount = null, at = null } = returned ?? {};
  return { state: moneyBack, how, amount: amount === null ? null : toMajor(amount, currency), at };
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** When and where a listing is now, unless that is what was bought. Of another zone alone nobody arrives late. */
function movedFrom(bought: OrderState['ticket'], listing: Listing): OrderView['moved'] {
  const { venue, city, country, timeZone } = listing;
  const startsAt = iso(listing.startsAt);
  const same =
    bought.venue === venue && bought.city === city && bought.country === country && bought.startsAt === startsAt;
  return same ? null : { venue, city, country, startsAt, timeZone };
}
