import { currencies } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { comparesPrices, readerCurrency } from './reader-currency.ts';

test.each([
  ['en-GB', 'GBP'],
  ['en-US', 'USD'],
  ['en', 'USD'],
  ['de', 'EUR'],
  ['de-CH', 'CHF'],
  ['ja', 'JPY'],
  ['ar-KW', 'KWD'],
  ['sr-Latn-ME', 'EUR'],
  ['en-ZA', 'USD'], // its own is none of ours
])('a reader of %s knows prices in %s', (locale, currency) => {
  expect(readerCurrency(locale)).toBe(currency);
  expect(currencies).toContain(currency);
});

test('prices are compared by limits and sorts of them', () => {
  expect([{ minPrice: '1' }, { maxPrice: '9' }, { sort: 'price' }, { sort: '-price' }].map(comparesPrices)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([{}, { sort: 'newest' }, { minPrice: '' }].map(comparesPrices)).toEqual([false, false, false]);
});
