import { eventually } from '@frontrow/common/testing';
import { beforeAll, expect, test } from '@jest/globals';
import { violationsIn } from './support/invariants.ts';
import { buy, sell } from './support/market.ts';
import { newcomer } from './support/people.ts';
import { type Records, readRecords } from './support/records.ts';

/** The records of a market where something was bought and everything is settled. */
let settled: Records;
let orderId = '';

beforeAll(async () => {
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  orderId = (await buy(buyer, (await sell(seller, { quantity: 2 })).id)).order.id;
  await eventually(
    async () => {
      settled = await readRecords();
      expect(violationsIn(settled)).toEqual([]);
    },
    60_000,
    250,
  );
}, 90_000);

/** The records with everything about the order changed, in one of the lists. */
const changed = <List extends 'orders' | 'stock' | 'admissions' | 'histories' | 'accounts'>(
  list: List,
  changes: object,
): Records => {
  const order = settled.orders.find(({ id }) => id === orderId)!;
  const { stripeId } = settled.payments.find((payment) => payment.orderId === orderId)!;
  const keys: unknown[] = [orderId, list === 'stock' ? order.ticketId : '', stripeId];
  const isIts = (row: object) => Object.values(row).some((value) => value && keys.includes(value));
  return { ...settled, [list]: settled[list].map((row) => (isIts(row) ? { ...row, ...changes } : row)) };
};

test.each<[string, string, () => Records]>([
  ['a unit sold that is not there', '1', () => changed('stock', { capacity: 0 })],
  ['a unit that nobody counted', '1', () => changed('stock', { sold: 0 })],
  ['a second capture', '2', () => changed('accounts', { captureCount: 2 })],
  ['money beside the orders', '3', () => changed('accounts', { captured: 4000 })],
  ['money kept of a cancelled order', '4', () => changed('orders', { status: 'cancelled' })],
  ['an authorization that is neither captured nor released', '4', () => changed('accounts', { authorized: 4000 })],
  [
    'an order that came back to life',
    '5',
    () => changed('histories', { statuses: ['created', 'cancelled', 'complete'] }),
  ],
  ['an event that was not published', '6', () => ({ ...settled, unpublished: [orderId] })],
  ['a copy that is behind', '6', () => ({ ...settled, copies: [orderId] })],
  ['a version that is missing', '7', () => ({ ...settled, gaps: [orderId] })],
  ['an admission too many', '9', () => changed('admissions', { good: 2 })],
])('the checker finds %s (invariant %s)', (_what, number, records) => {
  expect(violationsIn(records()).map((violation) => violation[0])).toContain(number);
});
