import { describe, expect, test } from '@jest/globals';
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
  endsAt: '',
  doorsAt: '',
  salesEndAt: '',
  checkInAt: '',
  timeZone: 'Europe/Berlin',
};
const { currency: _, ...change } = typed;
const listing = {
  currency: 'EUR',
  startsAt: null,
  endsAt: null,
  doorsAt: null,
  salesEndAt: null,
  checkInAt: null,
  timeZone: 'Europe/Berlin',
} as const;
const errorsOf = (changes: Record<string, string>) => listingErrors({ ...typed, ...changes });

test('what was typed in full is good', () => {
  expect(errorsOf({})).toEqual([]);
  expect(errorsOf({ price: '19,99', startsAt: '2030-01-01T20:00' })).toEqual([]);
});

describe('the times of an event', () => {
  const times = { startsAt: '2031-06-12T20:00', endsAt: '2031-06-12T23:00' };

  test('are good in their order', () => {
    const all = {
      ...times,
      doorsAt: '2031-06-12T19:00',
      salesEndAt: '2031-06-12T22:00',
      checkInAt: '2031-06-12T12:00',
    };
    expect(errorsOf({ ...all, reentry: 'on' })).toEqual([]);
  });

  test('are judged among each other, all at once and whatever else is wrong', () => {
    const wrong = { endsAt: '2031-06-12T19:00', doorsAt: '2031-06-12T21:00', salesEndAt: '2031-06-13T00:00' };
    expect(errorsOf({ ...times, ...wrong, title: '', price: 'abc' })).toMatchObject([
      { field: 'title', code: 'required' },
      { field: 'price', code: 'amount' },
      { field: 'endsAt', code: 'before_start' },
      { field: 'doorsAt', code: 'after_start' },
      { field: 'salesEndAt', code: 'after_end' },
    ]);
    expect(errorsOf({ doorsAt: '2031-06-12T19:00' })).toMatchObject([{ field: 'doorsAt', code: 'needs_start' }]);
  });

  test('wait for what they are compared with to be understood', () => {
    const skipped = { startsAt: '2031-03-30T02:30', endsAt: '2031-03-30T05:00', doorsAt: '2031-03-30T01:00' };
    expect(errorsOf(skipped)).toMatchObject([{ field: 'startsAt', code: 'skipped_time' }]);
    expect(errorsOf({ ...times, timeZone: 'Gotham' })).toMatchObject([{ field: 'timeZone', code: 'time_zone' }]);
  });

  test('are over only if nothing of them is to come', () => {
    const past = '2020-01-01T20:00';
    expect(errorsOf({ startsAt: past })).toMatchObject([{ field: 'startsAt', code: 'over' }]);
    expect(errorsOf({ startsAt: past, endsAt: '2020-01-01T23:00' })).toMatchObject([{ field: 'endsAt', code: 'over' }]);
    expect(errorsOf({ startsAt: past, endsAt: '2031-01-01T20:00' })).toEqual([]);
  });

  test('of an event that is over may stay as they are', () => {
    const over = { ...listing, startsAt: '2020-01-01T19:00:00.000Z' };
    expect(listingErrors({ ...change, startsAt: '2020-01-01T20:00', venue: 'Elsewhere' }, over)).toEqual([]);
    expect(listingErrors({ ...change, startsAt: '2020-01-01T20:01' }, over)).toMatchObject([{ code: 'over' }]);
  });
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
  expect(
    listingErrors({ ...change, price: '20.5' }, { ...listing, currency: 'JPY' }).map(({ field }) => field),
  ).toEqual(['price']);
});

test('what cannot be understood does not hide what else is wrong', () => {
  expect(errorsOf({ price: '1,250', quantity: '0' }).map(({ field }) => field)).toEqual(['price', 'quantity']);
});
