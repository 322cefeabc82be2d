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
  created: ['buyer', 'expired', 'event_cancelled'],
  'awaiting:payment': ['buyer', 'expired', 'event_cancelled'],
  complete: ['refunded', 'event_cancelled', 'payment_failed'],
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

/** How long after its deadline an order may still be unpaid: the sweeper's patience, and its work. */
const SLACK_MS = 10_000;

/** Nothing waits for ever: not for a card, not for the word on a refund, not for the end of a cancelled event. */
export const ends: Invariant = {
  name: '5: every order reaches its end',
  onlySettled: true,
  check(book) {
    const closed = new Set(book.stock.filter((stock) => stock.closed).map(({ ticket_id }) => ticket_id));
    const calledOff = new Set(book.tickets.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
    return book.orders.flatMap(({ id, ticket_id, status, refund, expires_at }): Finding[] => {
      const late = Date.parse(book.now) - Date.parse(expires_at);
      if (isUnpaid(status) && late > SLACK_MS)
        return [{ what: `${status} for ${Math.round(late / 1000)} s past its deadline`, ids: [id] }];
      if (status === 'complete' && refund === 'requested')
        return [{ what: 'nobody answers its wish for a refund', ids: [id] }];
      if (status !== 'cancelled' && (closed.has(ticket_id) || calledOff.has(ticket_id)))
        return [{ what: `${status} although its event was cancelled`, ids: [id, ticket_id] }];
      return [];
    });
  },
};
