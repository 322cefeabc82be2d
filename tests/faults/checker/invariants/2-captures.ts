import { type Book, type Finding, type Invariant, orderData } from '../book.ts';
import { micros } from '../instant.ts';
import type { LedgerEntry } from '../read/provider.ts';
import type { Payment } from '../read/rows.ts';

/** By the provider's ledger: at most one capture per order, for what was bought, and no movement that we cannot repeat. */
export const captures: Invariant = {
  name: '2: at most one capture per order',
  check: (book) => [
    ...[...book.entriesByOrder].flatMap(([orderId, entries]) => checkOrder(book, orderId, entries)),
    ...book.entries.flatMap((entry) => checkKey(book, entry)),
    ...[...book.histories.values()].flatMap((history) => {
      const told = history.filter(({ type }) => type === 'payment.captured');
      const orderId = String(told[0]?.envelope.data.orderId);
      return told.length > 1 ? [{ what: `payment.captured is told ${told.length} times`, ids: [orderId] }] : [];
    }),
  ],
};

function checkOrder(book: Book, orderId: string, entries: LedgerEntry[]): Finding[] {
  const captured = entries.filter(({ kind }) => kind === 'captured');
  const [first] = captured;
  if (!first) return [];
  const ids = [orderId || first.paymentIntent];
  if (!book.orderById.has(orderId)) return [{ what: `${money(first)} captured for no order of ours`, ids }];

  const findings: Finding[] = [];
  const add = (what: string) => findings.push({ what, ids });
  if (captured.length > 1) add(`${captured.length} captures: ${captured.map(money).join(', ')}`);
  const completed = book.history('order', orderId).find(({ type }) => type === 'order.completed');
  if (!completed) {
    add(`${money(first)} captured although the order was never complete`);
    return findings;
  }
  const { total, currency } = orderData(completed);
  for (const one of captured) {
    if (one.amount !== total || one.currency !== currency.toLowerCase())
      add(`${money(one)} captured where the order costs ${total} ${currency.toLowerCase()}`);
  }
  // The provider's books round down to milliseconds; among themselves, the databases share one clock.
  const told = book
    .history('payment', book.paymentByOrder.get(orderId)?.id ?? '')
    .find(({ type }) => type === 'payment.captured');
  const early = Date.parse(first.time) < Math.floor(micros(completed.created_at) / 1000);
  if (early || (told && micros(told.created_at) < micros(completed.created_at)))
    add(`captured at ${told?.created_at ?? first.time}, before the order was complete at ${completed.created_at}`);
  return findings;
}

/** Which steps may move money so; a capture also releases what the bank no longer gives. */
const STEPS = {
  authorized: ['confirm'],
  captured: ['capture'],
  voided: ['cancel', 'capture'],
  refunded: ['refund'],
  refund_failed: [],
};

/** After a crash, the same step is taken with the same key: one that was stored, or follows from what was stored. */
function checkKey(book: Book, entry: LedgerEntry): Finding[] {
  if (entry.requestId === null) return [];
  const orderId = book.orderOfIntent.get(entry.paymentIntent);
  const payment = book.paymentByOrder.get(orderId ?? '');
  const key = entry.idempotencyKey;
  if (payment && key !== null && keysOf(book, payment, STEPS[entry.kind]).has(key)) return [];
  const what = `${entry.kind} ${money(entry)} under ${key === null ? 'no key' : `the key ${key}`}, which is none that payments can find again`;
  return [{ what, ids: [orderId ?? entry.paymentIntent] }];
}

function keysOf(book: Book, { id, key_number }: Payment, steps: string[]): Set<string> {
  const keys = new Set<string>();
  for (const step of steps) {
    const owners = step === 'confirm' ? (book.attemptsByPayment.get(id) ?? []).map((attempt) => attempt.id) : [id];
    for (const owner of owners) for (let n = 1; n <= key_number; n++) keys.add(`${owner}-${step}-${n}`);
  }
  return keys;
}

const money = ({ amount, currency }: LedgerEntry) => `${amount} ${currency}`;
