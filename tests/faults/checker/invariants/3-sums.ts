import { type Book, type Invariant, sum } from '../book.ts';
import type { LedgerEntry } from '../read/provider.ts';
import type { Payment } from '../read/rows.ts';

/** By the provider's ledger, per currency; a refund that no bank takes stays with us until an operator has paid it back. */
export const sums: Invariant = {
  name: '3: captured − refunded is the sum of complete orders',
  onlySettled: true,
  check: (book) =>
    [...new Set(book.entries.map(({ currency }) => currency))].flatMap((currency) => {
      const entries = book.entries.filter((entry) => entry.currency === currency);
      const of = (kind: string) => sum(entries.filter((entry) => entry.kind === kind).map(({ amount }) => amount));
      const kept = of('captured') - of('refunded') + of('refund_failed');
      const complete = book.orders.filter(
        (one) => one.status === 'complete' && one.currency.toLowerCase() === currency,
      );
      const payments = book.payments.filter((payment) => payment.currency.toLowerCase() === currency);
      const owed =
        sum(complete.map(({ quantity, unit_price }) => quantity * unit_price)) +
        sum(payments.map((payment) => stuckIn(book, payment)));
      if (kept === owed) return [];
      const ids = odd(book, currency);
      return [{ what: `${currency}: ${kept} kept by the ledger, ${owed} by the orders`, ids }];
    }),
};

/** What of a cancelled order's payment no bank took back, by the ledger, and as payments has told its operator. */
export function stuckIn({ orderById, entriesByOrder }: Book, payment: Payment): number {
  const failed = (entriesByOrder.get(payment.order_id) ?? []).some(({ kind }) => kind === 'refund_failed');
  const isTold = payment.refund_failed_at !== null;
  const isOwed = orderById.get(payment.order_id)?.status === 'cancelled' && failed && isTold;
  return isOwed ? payment.amount_captured + (payment.amount_taken ?? 0) : 0;
}

/** The orders that the difference comes from. */
const odd = (book: Book, currency: string) =>
  book.orders
    .filter((order) => order.currency.toLowerCase() === currency)
    .filter(({ id, status, quantity, unit_price }) => {
      const kept = keptOf(book, id);
      return kept !== (status === 'complete' ? quantity * unit_price : 0);
    })
    .map(({ id }) => id);

/** What the provider keeps of an order's money. */
export const keptOf = (book: Book, orderId: string): number =>
  sum((book.entriesByOrder.get(orderId) ?? []).map(({ kind, amount }) => SIGN[kind] * amount));

/** What a bank withholds in a dispute is no refund of ours: it stays with the order until the dispute is decided. */
const SIGN: Record<LedgerEntry['kind'], number> = {
  authorized: 0,
  voided: 0,
  captured: 1,
  refunded: -1,
  refund_failed: 1,
  dispute_withdrawn: 0,
  dispute_reinstated: 0,
};
