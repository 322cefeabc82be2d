import { expect, test } from '@jest/globals';
import { readPrice } from './read-price';

test.each([
  ['20', 'EUR', '20'],
  [' 12,50 ', 'EUR', '12.50'],
  ['12,5', 'EUR', '12.5'],
  ['19.99', 'EUR', '19.99'],
  ['1.250', 'KWD', '1.250'],
  ['12,3456', 'EUR', '12.3456'],
  ['1,250.00', 'EUR', '1,250.00'],
  ['free', 'EUR', 'free'],
  ['12,', 'EUR', '12,'],
])('%j in %s goes to the API as %j', (typed, currency, price) => {
  expect(readPrice(typed, currency)).toEqual({ price });
});

test.each([
  ['1,250', 'EUR'],
  ['1.250', 'EUR'],
  ['1,250', 'JPY'],
  ['1,250', 'KWD'],
])('%j in %s could mean two amounts, and is not taken for either', (typed, currency) => {
  expect(readPrice(typed, currency)).toEqual({
    error: {
      field: 'price',
      code: 'ambiguous_amount',
      message: 'could mean 1250 or 1.250: write it without a mark between thousands',
      params: { whole: '1250', decimal: '1.250' },
    },
  });
});
