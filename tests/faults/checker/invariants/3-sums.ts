import { type Book, type Invariant, sum } from '../book.ts';

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
      const owed =
        sum(complete.map(({ quantity, unit_price }) => quantity * unit_price)) + unreturnable(book, currency);
      if (kept === owed) return [];
      const ids = odd(book, currency);
      return [{ what: `${currency}: ${kept} kept by the ledger, ${owed} by the orders`, ids }];
    }),
};

const unreturnable = (book: Book, currency: string) =>
  sum(
    book.payments
      .filter((payment) => payment.refund_failed_at !== null && payment.currency.toLowerCase() === currency)
      .filter((payment) => book.orderById.get(payment.order_id)?.status === 'cancelled')
      .map(({ amount_captured }) => amount_captured),
  );

/** The orders that the difference comes from. */
const odd = (book: Book, currency: string) =>
  book.orders
    .filter((order) => order.currency.toLowerCase() === currency)
    .filter(({ id, status, quantity, unit_price }) => {
      const kept = keptOf(book, id);
      return status === 'complete' ? kept !== quantity * unit_price : kept !== 0;
    })
    .map(({ id }) => id);

/** What the provider keeps of an order's money. */
export const keptOf = (book: Book, orderId: string): number =>
  sum((book.entriesByOrder.get(orderId) ?? []).map(({ kind, amount }) => SIGN[kind] * amount));

const SIGN = { authorized: 0, voided: 0, captured: 1, refunded: -1, refund_failed: 1 };
