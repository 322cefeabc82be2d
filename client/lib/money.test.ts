import { expect, test } from '@jest/globals';
import { formatPrice, plainPrice } from './money';

/** Between a figure and its currency there is a space that does not break. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  [20, 'EUR', 'en', '€20'],
  [19.99, 'EUR', 'en', '€19.99'],
  [19.5, 'EUR', 'en', '€19.50'],
  [1234.5, 'EUR', 'en', '€1,234.50'],
  [20, 'EUR', 'de', '20 €'],
  [19.5, 'EUR', 'de', '19,50 €'],
  [1234.5, 'EUR', 'de', '1.234,50 €'],
  [1500, 'JPY', 'de', '1.500 ¥'],
  [5, 'GBP', 'de', '5 £'],
] as const)('%p %s in %s is %s', (amount, currency, locale, text) => {
  expect(spaced(formatPrice(amount, currency, locale))).toBe(text);
});

test('a form field holds the same in every language', () => {
  expect(plainPrice(18.5, 'EUR')).toBe('18.50');
  expect(plainPrice(1500, 'JPY')).toBe('1500');
});
