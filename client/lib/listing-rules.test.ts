import { expect, test } from '@jest/globals';
import { listingErrors } from './listing-rules';

const typed = {
  title: 'Ferry',
  price: '20',
  currency: 'EUR',
  quantity: '3',
  category: 'music',
  venue: '',
  city: '',
  country: '',
  description: '',
  refundHours: '24',
  startsAt: '',
  timeZone: 'Europe/Berlin',
};
const errorsOf = (changes: Record<string, string>) => listingErrors({ ...typed, ...changes });

test('what was typed in full is good', () => {
  expect(errorsOf({})).toEqual([]);
  expect(errorsOf({ price: '19,99', startsAt: '2030-01-01T20:00' })).toEqual([]);
});

test('an event starts later, unless it was so before', () => {
  expect(errorsOf({ startsAt: '2020-01-01T20:00' })).toMatchObject([{ field: 'startsAt', code: 'past' }]);
  const { currency: _, ...change } = typed;
  const listing = { currency: 'EUR', startsAt: '2020-01-01T19:00:00.000Z', timeZone: 'Europe/Berlin' } as const;
  expect(listingErrors({ ...change, startsAt: '2020-01-01T20:00' }, listing)).toEqual([]);
});

test('a zone is known by its city, if there is just one', () => {
  expect(errorsOf({ timeZone: 'new york' })).toEqual([]);
  expect(errorsOf({ timeZone: 'Gotham' })).toMatchObject([{ field: 'timeZone' }]);
});

test('the words are those of the service, at the field', () => {
  expect(errorsOf({ quantity: '0', title: ' ' })).toMatchObject([
    { field: 'title', message: 'is required' },
    { field: 'quantity', message: 'must be at least 1' },
  ]);
  expect(errorsOf({ quantity: 'a few' })).toMatchObject([{ field: 'quantity', message: 'must be a whole number' }]);
});

test('a price is judged in its currency, also while something else is wrong', () => {
  expect(errorsOf({ price: '20.50', currency: 'JPY' })).toEqual([
    { field: 'price', message: 'must be a whole amount in JPY', code: 'whole_amount', params: { currency: 'JPY' } },
  ]);
  expect(errorsOf({ price: '0.1', title: '' }).map(({ field }) => field)).toEqual(['title', 'price']);
  const { currency: _, ...change } = typed;
  const listing = { currency: 'JPY', startsAt: null, timeZone: 'Europe/Berlin' } as const;
  expect(listingErrors({ ...change, price: '20.5' }, listing).map(({ field }) => field)).toEqual(['price']);
});

test('what cannot be understood does not hide what else is wrong', () => {
  expect(errorsOf({ price: '1,250', quantity: '0' }).map(({ field }) => field)).toEqual(['price', 'quantity']);
});
