import { newId } from '@frontrow/common/database';
import { aStock } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { type ListingRecord, oversold, suspectListing } from './listing-promises.ts';
import { sumsBalance } from './money-promises.ts';
import { judge } from './promises.ts';

const patience = { settleMs: 5_000, reactionMs: 8_000 };
const record = (changes: Partial<ListingRecord> = {}): ListingRecord => ({
  stock: aStock({ held: 2, sold: 3 }),
  inFull: true,
  heardAt: 0,
  resizedAt: 0,
  counted: { held: 2, sold: 3, quiet: 5, heardAt: 0 },
  ...changes,
});
const foundAt = (ms: number, changes: Partial<ListingRecord> = {}) =>
  judge(suspectListing(record(changes), patience), ms).findings;
const tooMany = { held: 2, sold: 9, quiet: 11, heardAt: 100_000 };

test('stock and orders that agree leave nothing to find', () => {
  expect(foundAt(60_000)).toEqual([]);
  expect(judge(suspectListing(record(), patience), 0).lookAgainAt).toBeNull();
});

test('a stock that says itself that it is oversold is found at once, and lasts', () => {
  expect(oversold(aStock({ capacity: 5, held: 2, sold: 3 }), newId())).toEqual([]);
  expect(oversold(aStock({ capacity: 5, held: 3, sold: 3 }), newId())).toMatchObject([
    { lasting: true, ripeAt: -Infinity },
  ]);
});

test('orders that together have more than there is are found although the listing is never quiet', () => {
  const found = foundAt(100_000, { stock: aStock({ held: 1, sold: 9 }), counted: tooMany, heardAt: 100_000 });
  expect(found).toMatchObject([{ promise: 'one-owner', words: 'The orders have 11 units of 10' }]);
});

test('orders in flight are not counted as given away twice, nor is a capacity that just changed', () => {
  const changes = { stock: aStock({ held: 2, sold: 9, capacity: 11 }), heardAt: 100_000 };
  expect(foundAt(100_000, { ...changes, counted: { ...tooMany, quiet: 9 } })).toEqual([]);
  const resized = { ...changes, stock: aStock({ held: 2, sold: 9, capacity: 10 }), counted: tooMany };
  expect(foundAt(100_000, { ...resized, resizedAt: 96_000 })).toEqual([]);
  expect(foundAt(101_000, { ...resized, resizedAt: 96_000 })).toHaveLength(1);
});

test('a stock that disagrees with its orders is found once both are quiet', () => {
  const changes = { counted: { held: 1, sold: 3, quiet: 4, heardAt: 1_000 } };
  expect(foundAt(5_999, changes)).toEqual([]);
  expect(foundAt(6_000, changes)).toMatchObject([{ promise: 'one-owner', lasting: false }]);
  expect(foundAt(6_000, { ...changes, inFull: false })).toEqual([]);
});

test('orders that outlive their event are found once they had time to be cancelled', () => {
  const stock = aStock({ held: 2, sold: 3, closed: true });
  expect(foundAt(7_999, { stock })).toEqual([]);
  expect(foundAt(8_000, { stock })).toMatchObject([{ promise: 'no-order-stuck' }]);
});

test('what came in, by currency, is what is live and what went back', () => {
  const balanced = { currency: 'EUR', captured: 9000, refunded: 4000, live: 5000 } as const;
  expect(sumsBalance([balanced, { ...balanced, currency: 'JPY' }])).toEqual([]);
  const found = sumsBalance([balanced, { ...balanced, currency: 'JPY', live: 4999 }]);
  expect(found).toMatchObject([{ promise: 'money-balances', key: 'money-balances:JPY:1' }]);
});
