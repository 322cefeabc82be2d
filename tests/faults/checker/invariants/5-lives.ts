import { type Book, type Finding, type Invariant, isUnpaid, type OrderData, orderData } from '../book.ts';
import { micros } from '../instant.ts';
import type { OutboxRow } from '../read/rows.ts';

/** What may follow on each status, by the type of the event that tells it. */
const NEXT: Record<string, Record<string, string[]>> = {
  created: {
    'order.updated': ['created', 'awaiting:payment'],
    'order.completed': ['complete'],
    'order.cancelled': ['cancelled'],
  },
  'awaiting:payment': {
    'order.updated': ['created', 'awaiting:payment'],
    'order.completed': ['complete'],
    'order.cancelled': ['cancelled'],
  },
  complete: {
    'order.updated': ['complete'],
    'order.refund_requested': ['complete'],
    'order.cancelled': ['cancelled'],
  },
  cancelled: {},
};
const REASONS: Record<string, string[]> = {
  created: ['buyer', 'expired', 'suspended', 'event_cancelled'],
  'awaiting:payment': ['buyer', 'expired', 'suspended', 'event_cancelled'],
  complete: ['refunded', 'refunded_by_seller', 'refunded_by_operator', 'event_cancelled', 'payment_failed'],
};
/** What an order is about never changes. */
const FIXED = ['ticketId', 'sellerId', 'userId', 'quantity', 'unitPrice', 'total', 'currency', 'createdAt'] as const;

/** Every order moves only as it may, ends once, and lapses by the database's time, never before it. */
export const lives: Invariant = {
  name: '5: every order ends once, and stays so',
  check: (book) => book.orders.flatMap(({ id }) => checkLife(book, id)),
};

function checkLife(book: Book, id: string): Finding[] {
  const history = book.history('order', id);
  const findings: Finding[] = [];
  const add = (what: string) => findings.push({ what, ids: [id] });
  const [born] = history;
  if (born && (born.type !== 'order.created' || orderData(born).status !== 'created'))
    add(`it begins with ${born.type} (${orderData(born).status})`);
  if (born) checkPrice(book, orderData(born), add);
  if (born) checkTime(book, born, add);
  for (const [index, event] of history.entries()) {
    const before = history[index - 1];
    if (before) checkStep(book, before, event, add);
  }
  return findings;
}

function checkStep(book: Book, before: OutboxRow, event: OutboxRow, add: (what: string) => void): void {
  const [was, is] = [orderData(before), orderData(event)];
  const step = `version ${event.aggregate_version}, ${event.type}`;
  if (!NEXT[was.status]?.[event.type]?.includes(is.status)) add(`${step}: ${was.status} became ${is.status}`);
  for (const fact of FIXED) if (was[fact] !== is[fact]) add(`${step}: ${fact} was ${was[fact]}, became ${is[fact]}`);
  if (is.status !== 'cancelled') return;
  if (!REASONS[was.status]?.includes(is.cancelReason ?? ''))
    add(`${step}: ${was.status} was cancelled: ${is.cancelReason}`);
  if (is.cancelReason !== 'expired') return;
  const deadline = deadlineFor(book, was, event);
  if (micros(event.created_at) < micros(deadline))
    add(`${step}: expired at ${event.created_at}, before its deadline ${deadline} (database time)`);
}

/** A payment that fails ends its grace, and then the hold alone counts; else the deadline is what was told last. */
function deadlineFor(book: Book, was: OrderData, event: OutboxRow): string {
  const cause = book.eventById.get(event.envelope.causationId ?? '')?.type ?? '';
  const failed = cause === 'payment.failed' || cause === 'payment.voided';
  return failed ? book.orderById.get(event.aggregate_id)!.hold_until : was.expiresAt;
}

function checkPrice(book: Book, order: OrderData, add: (what: string) => void): void {
  const { ticketId, quantity, unitPrice, total, currency } = order;
  if (total !== quantity * unitPrice) add(`${quantity} at ${unitPrice} make ${total}`);
  const asked = book
    .history('ticket', ticketId)
    .map(({ envelope }) => `${envelope.data.price} ${envelope.data.currency}`);
  if (!asked.includes(`${unitPrice} ${currency}`))
    add(`the price ${unitPrice} ${currency} was never asked (${asked.join(', ')})`);
}

/** By the listing as it was ordered from, its event was not over and its sales had not ended. */
function checkTime(book: Book, born: OutboxRow, add: (what: string) => void): void {
  const { ticketId, createdAt, ticket } = orderData(born);
  const listing = book.history('ticket', ticketId).find(({ aggregate_version: at }) => at === ticket?.version);
  if (!listing) return;
  const { startsAt, endsAt, salesEndAt } = listingData(listing);
  const ends = [endsAt ?? (startsAt && new Date(Date.parse(startsAt) + SIX_HOURS_MS).toISOString()), salesEndAt];
  for (const end of ends)
    if (end && createdAt >= end) add(`it was ordered at ${createdAt}, and nothing was sold after ${end}`);
}

const SIX_HOURS_MS = 6 * 3_600_000;

interface ListingData {
  venue: string;
  city: string;
  country: string;
  startsAt: string | null;
  endsAt?: string | null;
  salesEndAt?: string | null;
  moves?: { version: number; until: string | null }[];
}
const listingData = ({ envelope }: OutboxRow): ListingData => envelope.data as unknown as ListingData;

/** Whoever could have the money back until some time still can, whatever the seller changed since; a move adds to that. */
export const moves: Invariant = {
  name: '5: no edit takes a right to a refund back',
  check: (book) =>
    book.tickets.flatMap(({ id }): Finding[] => {
      const history = book.history('ticket', id);
      return history.flatMap((event, index) => {
        const before = history[index - 1];
        return before && !grants(before, event) ? [{ what: `version ${event.aggregate_version} does`, ids: [id] }] : [];
      });
    }),
};

function grants(before: OutboxRow, after: OutboxRow): boolean {
  const [was, is] = [listingData(before), listingData(after)];
  const isMove = (['venue', 'city', 'country', 'startsAt'] as const).some((fact) => was[fact] !== is[fact]);
  const versions = Array.from({ length: before.aggregate_version }, (_, index) => index + 1);
  return versions.every((version) => {
    const due = Math.max(lastUntil(was, version), isMove ? instantOf(is.startsAt) : Number.NEGATIVE_INFINITY);
    return lastUntil(is, version) >= due;
  });
}

const instantOf = (until: string | null) => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until));

/** The last instant at which a move lets who ordered by a version have the money back. */
const lastUntil = ({ moves = [] }: ListingData, version: number): number =>
  Math.max(...moves.filter((move) => move.version > version).map(({ until }) => instantOf(until)));

/** How long after its deadline an order may still be unpaid: the sweeper's patience, and its work. */
const SLACK_MS = 10_000;

/** Nothing waits for ever: not for a card, not for the word on a refund, not for the end of a cancelled event. */
export const ends: Invariant = {
  name: '5: every order reaches its end',
  onlySettled: true,
  check(book) {
    const closed = new Set(book.stock.filter((stock) => stock.closed).map(({ ticket_id }) => ticket_id));
    const suspended = new Set(book.tickets.filter((ticket) => ticket.suspended).map(({ id }) => id));
    const closedTo = new Set(book.users.filter(({ suspended_at }) => suspended_at !== null).map(({ id }) => id));
    const calledOff = new Set(book.tickets.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
    return book.orders.flatMap(({ id, ticket_id, user_id, status, refund, expires_at }): Finding[] => {
      const late = Date.parse(book.now) - Date.parse(expires_at);
      if (isUnpaid(status) && late > SLACK_MS)
        return [{ what: `${status} for ${Math.round(late / 1000)} s past its deadline`, ids: [id] }];
      if (isUnpaid(status) && suspended.has(ticket_id))
        return [{ what: `${status} although its listing is suspended`, ids: [id, ticket_id] }];
      if (isUnpaid(status) && closedTo.has(user_id))
        return [{ what: `${status} although its buyer is suspended`, ids: [id, user_id] }];
      if (status === 'complete' && refund === 'requested')
        return [{ what: 'nobody answers its wish for a refund', ids: [id] }];
      if (status !== 'cancelled' && (closed.has(ticket_id) || calledOff.has(ticket_id)))
        return [{ what: `${status} although its event was cancelled`, ids: [id, ticket_id] }];
      return [];
    });
  },
};
