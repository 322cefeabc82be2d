import { type Book, type Finding, groupBy, type Invariant } from '../book.ts';
import { micros } from '../instant.ts';
import type { Admission, Order } from '../read/rows.ts';

/** A complete order has exactly its quantity of good admissions; any other none. Nobody used one that was void. */
export const admissions: Invariant = {
  name: '9: every complete order has its admissions, every other none',
  onlySettled: true,
  check: (book) => [
    ...book.orders.flatMap((order) => checkOrder(order, book.admissionsByOrder.get(order.id) ?? [])),
    ...[...book.admissionsByOrder.keys()]
      .filter((orderId) => !book.orderById.has(orderId))
      .map((orderId) => ({ what: 'admissions of no order of ours', ids: [orderId] })),
    ...scannedTwice(book),
  ],
};

function checkOrder(order: Order, all: Admission[]): Finding[] {
  const { id, status, quantity, cancel_reason } = order;
  const findings: Finding[] = [];
  const add = (what: string, about: Admission[]) => findings.push({ what, ids: [id, ...about.map((one) => one.id)] });
  const good = all.filter(({ revoked_at }) => revoked_at === null);
  const expected = status === 'complete' ? quantity : 0;
  if (good.length !== expected) add(`${status}: ${good.length} good admissions instead of ${expected}`, good);
  const numbers = all.map(({ number }) => number).sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index + 1) || numbers.length > quantity)
    add(`${quantity} units have the admissions ${numbers.join(', ')}`, all);
  const others = all.filter(({ ticket_id, user_id }) => ticket_id !== order.ticket_id || user_id !== order.user_id);
  if (others.length > 0) add('admissions to another event, or of another person', others);
  const late = all.filter(
    ({ redeemed_at, revoked_at }) => redeemed_at && revoked_at && micros(redeemed_at) > micros(revoked_at),
  );
  if (late.length > 0) add('someone was let in with a void admission', late);
  const used = all.filter(({ redeemed_at }) => redeemed_at !== null);
  if (cancel_reason === 'refunded' && used.length > 0) add('refunded although an admission was used', used);
  return findings;
}

/** One scan lets one person in. */
const scannedTwice = ({ admissions }: Book): Finding[] =>
  [
    ...groupBy(
      admissions.filter(({ scan_id }) => scan_id !== null),
      ({ scan_id }) => scan_id!,
    ).values(),
  ]
    .filter((same) => same.length > 1)
    .map((same) => ({ what: `the scan ${same[0]!.scan_id} let ${same.length} in`, ids: same.map(({ id }) => id) }));
