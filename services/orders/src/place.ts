import {
  type Currency,
  type DecimalAmount,
  formatMoney,
  type HoldLimits,
  type Move,
  mostUnitsAt,
  phaseAt,
  salesOverAt,
  toMajor,
  toMinor,
} from '@frontrow/common/contracts';
import { type HoldHistories, historyKey, holdingPause, noHistory, type Pause } from './holding.ts';
import type { Order, OrderedTicket, Rejection } from './order.ts';
import { available, type Stock } from './stock.ts';

/** A listing as far as an order needs it. */
export interface Listing {
  id: string;
  version: number;
  sellerId: string;
  title: string;
  venue: string;
  city: string;
  country: string;
  startsAt: Date | null;
  endsAt: Date | null;
  salesEndAt: Date | null;
  timeZone: string;
  /** Minor units. */
  price: number;
  currency: Currency;
  refundHours: number;
  moves: Move[];
}

/** Units that a buyer holds unpaid: of one listing, and of all. */
export interface OpenHolds {
  ofListing: number;
  inAll: number;
}

/** Units that a buyer holds unpaid, of every listing. */
export interface BuyerHolds {
  byListing: Map<string, number>;
  inAll: number;
}

export const noHolds = (): BuyerHolds => ({ byListing: new Map(), inAll: 0 });

export interface PlacingRules {
  holdsPerListing: number;
  holdsInAll: number;
}

export interface Wish {
  quantity: number;
  expectedPrice?: DecimalAmount | undefined;
}

/** A wish among others that are decided together. */
export interface Placement {
  /** The id that its order will have. */
  orderId: string;
  userId: string;
  /** Names the network that the wish came from. */
  network: string;
  wish: Wish & { ticketId: string };
}

/** What wishes are decided by. It is brought up to date by each that is met. */
export interface Ground {
  listings: ReadonlyMap<string, Listing>;
  stocks: Map<string, Stock>;
  /** By buyer. */
  holds: ReadonlyMap<string, BuyerHolds>;
  /** Buyers whose accounts are suspended, or gone. */
  closed: ReadonlySet<string>;
  rules: PlacingRules;
  /** What holds may come to, and what came of those before; undefined where that is not counted. */
  limited?: { limits: HoldLimits; histories: HoldHistories } | undefined;
  holdSeconds: number;
  /** The database's, after the stocks were locked. */
  now: Date;
}

/** A rejection with what goes along in its answer. */
export type Refusal = Rejection & { more?: Record<string, unknown> };

/** Why nothing of a listing is sold, however much of it is left; or null. */
export function salesProblem({
  closed,
  suspended,
  sales,
}: Pick<Stock, 'closed' | 'suspended' | 'sales'>): Refusal | null {
  if (closed) return { rejected: 'this event was cancelled', code: 'event_cancelled', more: { available: 0 } };
  if (suspended)
    return {
      rejected: 'this event is not available at the moment',
      code: 'suspended',
      more: { available: 0, suspended },
    };
  if (sales === 'open') return null;
  if (sales === 'ended') return salesEnded;
  return { rejected: 'sales are paused', code: 'sales_paused', more: { available: 0, sales } };
}

/** Why nothing of a listing is sold any more at an instant, whatever its seller wants; or null. */
export function timeProblem(listing: Pick<Listing, 'startsAt' | 'endsAt' | 'salesEndAt'>, now: Date): Refusal | null {
  if (phaseAt(listing, now) === 'over')
    return { rejected: 'this event is over', code: 'event_over', more: { available: 0 } };
  const end = salesOverAt(listing);
  return end && end <= now ? salesEnded : null;
}

const salesEnded: Refusal = {
  rejected: 'sales have ended',
  code: 'sales_ended',
  more: { available: 0, sales: 'ended' },
};

/**
 * Why a wish cannot be met at the database's `now`, with what the buyer should know; or null. The stock's constraint has the
 * last word.
 */
export function placingProblem(
  wish: Wish,
  listing: Listing,
  stock: Stock,
  holds: OpenHolds,
  rules: PlacingRules,
  now: Date,
): Refusal | null {
  const { price, currency } = listing;
  const stopped = salesProblem(stock) ?? timeProblem(listing, now);
  if (stopped) return stopped;
  if (wish.expectedPrice !== undefined && toMinor(wish.expectedPrice, currency) !== price) {
    return {
      rejected: `the price is ${formatMoney(price, currency)} now`,
      code: 'price_changed',
      more: { price: toMajor(price, currency), currency },
    };
  }
  const max = mostUnitsAt(price);
  if (wish.quantity > max) {
    return { rejected: `you can buy at most ${max} at this price`, code: 'total_too_high', params: { max } };
  }
  const left = available(stock);
  if (left < wish.quantity) return soldOut(left);
  if (holds.ofListing + wish.quantity > rules.holdsPerListing) {
    const max = rules.holdsPerListing;
    return {
      rejected: `you can hold at most ${max} unpaid units of one event`,
      code: 'holds_per_listing',
      params: { max },
    };
  }
  if (holds.inAll + wish.quantity > rules.holdsInAll) {
    const max = rules.holdsInAll;
    return { rejected: `you can hold at most ${max} unpaid units at a time`, code: 'holds_in_all', params: { max } };
  }
  return null;
}

export const soldOut = (left: number): Refusal => ({
  ...(left === 0
    ? { rejected: 'sold out', code: 'sold_out' }
    : { rejected: `only ${left} left`, code: 'only_left', params: { left } }),
  more: { available: left },
});

const accountClosed: Refusal = { rejected: 'nothing can be bought with this account', code: 'account_closed' };

/** A new order at the listing's price of this moment. */
export function newOrder(
  id: string,
  userId: string,
  wish: Wish,
  listing: Listing,
  holdSeconds: number,
  now: Date,
): Order {
  return {
    id,
    version: 1,
    ticketId: listing.id,
    sellerId: listing.sellerId,
    userId,
    quantity: wish.quantity,
    unitPrice: listing.price,
    currency: listing.currency,
    status: 'created',
    cancelReason: null,
    refund: 'none',
    holdUntil: new Date(now.getTime() + holdSeconds * 1000),
    extended: false,
    graceUntil: null,
    paymentId: null,
    paymentVersion: 0,
    paymentFailure: null,
    ticket: ticketOf(listing),
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    cancelledAt: null,
  };
}

function ticketOf({ version, title, venue, city, country, startsAt, timeZone, refundHours }: Listing): OrderedTicket {
  return { version, title, venue, city, country, startsAt: startsAt?.toISOString() ?? null, timeZone, refundHours };
}

/** Counts a hold of an account and its network among what they have of a listing; or why there is none for now. */
function hold(
  { ticketId, quantity }: Placement['wish'],
  capacity: number,
  userId: string,
  network: string,
  { limits, histories: { ofAccount, ofNetwork } }: NonNullable<Ground['limited']>,
  now: Date,
): Pause | null {
  const [account, shared] = [historyKey(ticketId, userId), historyKey(ticketId, network)];
  const [own, others] = [ofAccount.get(account) ?? noHistory(), ofNetwork.get(shared) ?? noHistory()];
  const pause = holdingPause({ quantity, capacity }, own, others, limits, now);
  if (pause) return pause;
  ofAccount.set(account, { ...own, held: own.held + quantity });
  ofNetwork.set(shared, { ...others, held: others.held + quantity });
  return null;
}

/**
 * Decides one of the wishes that are met together, in the order in which they came: the order it becomes, or why it cannot
 * be met. Those before it have had their units and count among their buyers' holds.
 */
export function place({ orderId, userId, network, wish }: Placement, ground: Ground): Order | Refusal | Pause {
  const { listings, stocks, holds, closed, rules, holdSeconds, now } = ground;
  if (closed.has(userId)) return accountClosed;
  const [listing, stock, ofBuyer] = [listings.get(wish.ticketId)!, stocks.get(wish.ticketId)!, holds.get(userId)!];
  const ofListing = ofBuyer.byListing.get(wish.ticketId) ?? 0;
  const problem = placingProblem(wish, listing, stock, { ofListing, inAll: ofBuyer.inAll }, rules, now);
  if (problem) return problem;
  const pause = ground.limited && hold(wish, stock.capacity, userId, network, ground.limited, now);
  if (pause) return pause;
  stocks.set(wish.ticketId, { ...stock, held: stock.held + wish.quantity });
  ofBuyer.byListing.set(wish.ticketId, ofListing + wish.quantity);
  ofBuyer.inAll += wish.quantity;
  return newOrder(orderId, userId, wish, listing, holdSeconds, now);
}
