import { type Book, type Finding, type Invariant, sum } from '../book.ts';
import type { OutboxRow } from '../read/rows.ts';
import { aboutOf } from './6-events.ts';

/** Who reacts to what: the durable consumers, and the types of event that each has a handler for. */
const CONSUMERS: Record<string, (type: string) => boolean> = {
  'tickets-user': () => true,
  'tickets-session': (type) => type === 'session.revoked',
  'tickets-stock': () => true,
  'tickets-order': () => true,
  'tickets-payment': (type) => /^payment\.(captured|refunded|refund_failed|disputed|dispute_closed)$/.test(type),
  'orders-user': (type) => type === 'user.updated' || type === 'user.deleted',
  'orders-ticket': () => true,
  'orders-session': (type) => type === 'session.revoked',
  'orders-payment': () => true,
  'orders-admission': () => true,
  'payments-order': () => true,
  'payments-session': (type) => type === 'session.revoked',
};

/** Each event had its effect on each of its consumers, and had it once. */
export const effects: Invariant = {
  name: '6: every event has one effect per consumer',
  onlySettled: true,
  check: (book) => [...inboxes(book), ...book.orders.flatMap(({ id }) => timelineOf(book, id))],
};

function inboxes(book: Book): Finding[] {
  const received = new Set(book.inbox.map(({ consumer, event_id }) => `${consumer} ${event_id}`));
  const missing = book.outbox.flatMap((event) =>
    consumersOf(event)
      .filter((consumer) => !received.has(`${consumer} ${event.id}`))
      .map((consumer) => ({
        what: `${event.type} version ${event.aggregate_version} had no effect on ${consumer}`,
        ids: [aboutOf(event.envelope), event.id],
      })),
  );
  const streamed = new Set(book.messages.map(({ payload }) => /"id":"([^"]*)"/.exec(payload)?.[1]));
  const invented = book.inbox
    .filter(
      ({ consumer, event_id }) =>
        consumer !== 'orders-expiration' && !book.eventById.has(event_id) && !streamed.has(event_id),
    )
    .map(({ consumer, event_id }) => ({ what: `${consumer} received an event that nobody wrote`, ids: [event_id] }));
  return [...missing, ...invented];
}

const consumersOf = ({ aggregate, type }: OutboxRow) =>
  Object.entries(CONSUMERS)
    .filter(([name, handles]) => name.endsWith(`-${aggregate}`) && handles(type))
    .map(([name]) => name);

/** The timeline is an effect that can be counted: one line for each event of the order, its payment and its admissions. */
function timelineOf(book: Book, orderId: string): Finding[] {
  const told = [
    ...book.history('order', orderId),
    ...book.history('payment', book.paymentByOrder.get(orderId)?.id ?? ''),
    ...book.history('admission', orderId),
  ].map(({ type }) => type);
  const lines = (book.timelineByOrder.get(orderId) ?? []).map(({ event }) => event);
  const count = (types: string[], type: string) => sum(types.map((one) => (one === type ? 1 : 0)));
  return [...new Set([...told, ...lines])]
    .filter((type) => count(told, type) !== count(lines, type))
    .map((type) => ({
      what: `${type} happened ${count(told, type)} times and stands in the timeline ${count(lines, type)} times`,
      ids: [orderId],
    }));
}
