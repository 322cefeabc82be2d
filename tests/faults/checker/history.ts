import { type Book, orderData } from './book.ts';
import { micros } from './instant.ts';
import type { LedgerEntry } from './read/provider.ts';
import type { OutboxRow } from './read/rows.ts';

/** A line of what happened: when, who says so, and what. */
interface Line {
  at: string;
  who: string;
  what: string;
}

/** More than this nobody reads at once; the end is where the trouble is. */
const MOST = 60;

/** Everything known of an id from all sources, merged in the order of time: first of all of the order it belongs to. */
export function historyOf(book: Book, id: string): string[] {
  const orderId = orderBehind(book, id);
  const lines = orderId ? linesOfOrder(book, orderId) : linesOf(book, id);
  lines.sort((a, b) => micros(a.at) - micros(b.at));
  const left = lines.length - MOST;
  return [...(left > 0 ? [`… ${left} lines before`] : []), ...lines.slice(-MOST).map(format)];
}

function orderBehind(book: Book, id: string): string | undefined {
  if (book.orderById.has(id) || book.history('order', id).length > 0) return id;
  const event = book.eventById.get(id);
  if (event?.aggregate === 'order') return event.aggregate_id;
  const known = event?.envelope.data.orderId ?? book.admissions.find((one) => one.id === id)?.order_id;
  return (
    (known as string | undefined) ??
    book.payments.find((payment) => payment.id === id)?.order_id ??
    book.orderOfIntent.get(id)
  );
}

function linesOfOrder(book: Book, orderId: string): Line[] {
  const { ticket_id } = book.orderById.get(orderId) ?? {};
  const payment = book.paymentByOrder.get(orderId);
  const events = [
    ...book.history('order', orderId),
    ...book.history('payment', payment?.id ?? ''),
    ...book.history('admission', orderId),
    ...book.history('ticket', ticket_id ?? '').filter(({ type }) => type !== 'ticket.created'),
  ];
  return [
    ...eventLines(book, events),
    ...(book.entriesByOrder.get(orderId) ?? []).map(ledgerLine),
    ...(book.timelineByOrder.get(orderId) ?? []).map(({ at, event, text }) => ({
      at,
      who: 'timeline',
      what: `${event}: ${text}`,
    })),
    ...book.answers
      .filter(({ id }) => id === orderId)
      .map(({ at, kind }) => ({ at, who: 'client', what: `was answered: ${kind}` })),
  ];
}

/** A listing with its stock and orders, a user, or whatever else events or money are about. */
function linesOf(book: Book, id: string): Line[] {
  const events = book.outbox.filter(
    ({ aggregate_id, id: eventId, envelope }) => aggregate_id === id || eventId === id || envelope.data.ticketId === id,
  );
  const entries = book.entries.filter(({ paymentIntent }) => paymentIntent === id);
  return [...eventLines(book, events), ...entries.map(ledgerLine)];
}

/** When events were written, and by whom they were received or given up. */
function eventLines(book: Book, events: OutboxRow[]): Line[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const named = (event: OutboxRow) => `${event.type} v${event.aggregate_version}`;
  return [
    ...events.map((event) => ({
      at: event.created_at,
      who: event.owner,
      what: `wrote ${named(event)}${detail(event)}${event.published_at ? '' : ', not published'}`,
    })),
    ...events.flatMap((event) =>
      (book.receiptsOf.get(event.id) ?? []).map(({ consumer, received_at }) => ({
        at: received_at,
        who: consumer,
        what: `received ${named(event)}`,
      })),
    ),
    ...book.deadLetters.flatMap(({ consumer, event_id, died_at, reason }) => {
      const event = byId.get(event_id ?? '');
      return event ? [{ at: died_at, who: consumer, what: `gave ${named(event)} up: ${reason}` }] : [];
    }),
  ];
}

function detail(event: OutboxRow): string {
  const { data } = event.envelope;
  switch (event.aggregate) {
    case 'order': {
      const { status, cancelReason, quantity, total, currency, expiresAt } = orderData(event);
      const until = status === 'created' || status === 'awaiting:payment' ? `, until ${clock(expiresAt)}` : '';
      return ` (${[status, cancelReason].filter(Boolean).join(' ')}, ${quantity} for ${total} ${currency}${until})`;
    }
    case 'stock':
      return ` (${data.held} held + ${data.sold} sold of ${data.capacity}${data.closed ? ', closed' : ''}${data.suspended ? ', suspended' : ''})`;
    case 'payment':
      return ` (${data.status}, captured ${data.amountCaptured}, refunded ${data.amountRefunded} of ${data.amount} ${data.currency})`;
    case 'admission':
      return ` (${(data.admissions as { status: string }[]).map(({ status }) => status).join(', ')})`;
    case 'ticket':
      return ` (${data.status}${data.suspended ? ', suspended' : ''}, ${data.quantity} at ${data.price} ${data.currency})`;
    default:
      return '';
  }
}

const ledgerLine = ({ time, kind, amount, currency, paymentIntent, idempotencyKey }: LedgerEntry): Line => ({
  at: time,
  who: 'provider',
  what: `${kind} ${amount} ${currency} of ${paymentIntent}, ${idempotencyKey ? `key ${idempotencyKey}` : 'no key'}`,
});

const clock = (instant: string) => new Date(instant).toISOString().slice(11, 23);

const format = ({ at, who, what }: Line) => `${clock(at)}  ${who.padEnd(16)}  ${what}`;
