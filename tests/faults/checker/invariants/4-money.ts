import { type Book, type Finding, type Invariant, isUnpaid } from '../book.ts';
import type { Order, Payment } from '../read/rows.ts';
import { keptOf, stuckIn } from './3-sums.ts';

/** Money always goes with the state of its order: a complete one is paid, a cancelled one holds and keeps nothing. */
export const money: Invariant = {
  name: '4: no cancelled order keeps money',
  onlySettled: true,
  check: (book) => [
    ...book.orders.filter(({ status }) => !isUnpaid(status)).flatMap((order) => checkOrder(book, order)),
    ...book.payments
      .filter(({ order_id }) => !book.orderById.has(order_id))
      .map(({ order_id }) => ({ what: 'a payment for no order of ours', ids: [order_id] })),
  ],
};

function checkOrder(book: Book, order: Order): Finding[] {
  const findings: Finding[] = [];
  const add = (what: string) => findings.push({ what: `${order.status}: ${what}`, ids: [order.id] });
  const total = order.quantity * order.unit_price;
  const payment = book.paymentByOrder.get(order.id);
  const stuck = payment ? stuckIn(book, payment) : 0;
  const expected = order.status === 'complete' ? total : stuck;

  const kept = keptOf(book, order.id);
  if (kept !== expected) add(`${kept} is kept instead of ${expected}`);
  const held = heldOf(book, order.id);
  if (held !== 0) add(`${held} is still held on the card`);
  for (const { id, status, metadata } of book.intentsByOrder.get(order.id) ?? []) {
    const isOver = status === 'succeeded' || status === 'canceled';
    if (!isOver) add(`${id} of payment ${metadata.paymentId} is ${status} and may still take money`);
  }
  if (!payment) {
    if (order.status === 'complete') add('there is no payment');
    return findings;
  }
  for (const what of settledWrongly(book, payment, stuck)) add(what);
  const noted = stuck || payment.amount_captured - payment.amount_refunded;
  if (noted !== kept) add(`payments notes ${noted} as kept, the ledger ${kept}`);
  const ends = order.status === 'complete' ? ['captured'] : [...ENDS, ...(stuck ? ['captured'] : [])];
  if (!ends.includes(payment.status)) add(`its payment is ${payment.status}`);
  return findings;
}

/** What a person paid back past the provider: only what no bank took, all of it, and once. */
function settledWrongly(book: Book, { id, settlement }: Payment, stuck: number): string[] {
  const times = book.history('payment', id).filter(({ type }) => type === 'payment.refund_settled').length;
  if (!settlement) return times > 0 ? ['a settlement by hand is told and not noted'] : [];
  const found: string[] = [];
  if (times !== 1) found.push(`its settlement by hand is told ${times} times`);
  if (settlement.amount !== stuck)
    found.push(`${settlement.amount} were paid back by hand where ${stuck} could not be refunded`);
  return found;
}

/** How the payment of a cancelled order ends; `open` when no card was good before that. */
const ENDS = ['open', 'voided', 'refunded', 'capture_failed'];

function heldOf(book: Book, orderId: string): number {
  let held = 0;
  for (const { kind, amount } of book.entriesByOrder.get(orderId) ?? []) {
    if (kind === 'authorized') held += amount;
    if (kind === 'captured' || kind === 'voided') held -= amount;
  }
  return held;
}
