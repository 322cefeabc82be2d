import { expect, test } from '@jest/globals';
import { readSearch, toListingQuery, withCurrency } from './listing-search';
import { isNarrowed, searchPath } from './search-path';

test('every state of the home page is in its address', () => {
  const search = {
    q: 'café & “quotes” 🎭',
    category: 'music',
    city: 'Łódź',
    from: '2031-05-01',
    to: '2031-05-31',
    minPrice: '10',
    maxPrice: '99.50',
    currency: 'EUR',
    available: 'true',
    sort: '-price',
    cursor: 'abc',
  };
  const { cursor, ...first } = search;
  const address = (path: string) => Object.fromEntries(new URL(path, 'http://here').searchParams);
  expect(readSearch(search)).toEqual(search);
  expect(readSearch(address(searchPath(readSearch(search))))).toEqual(first);
  expect(readSearch(address(searchPath(readSearch(first), { cursor: 'abc' })))).toEqual(search);
});

test('junk and what was left empty in the form do not count', () => {
  const junk = { q: ' ', category: 'opera', city: '', from: 'tomorrow', to: '9999-12-31', minPrice: '-1', sort: 'x' };
  expect(readSearch({ ...junk, currency: '', available: 'yes', other: 'x' })).toEqual({});
  expect(readSearch({ q: ['first', 'second'], from: '1969-12-31', to: '2031-02-30' })).toEqual({ q: 'first' });
  expect(readSearch({ q: 'a'.repeat(300) }).q).toHaveLength(200);
});

test('a price may have a comma, but not one that could part thousands', () => {
  expect(readSearch({ minPrice: '12,50', maxPrice: '1,250' })).toEqual({ minPrice: '12.50' });
});

test('order and page narrow nothing, nor does what is undefined', () => {
  expect(isNarrowed({ sort: 'price', cursor: 'abc', q: undefined })).toBe(false);
  expect(isNarrowed({ sort: 'price', city: 'Lyon', q: undefined })).toBe(true);
  expect(searchPath({})).toBe('/');
  expect(searchPath({ q: 'jazz', cursor: 'abc' }, { q: undefined })).toBe('/');
});

test('days are the reader’s, the last one included', () => {
  const query = toListingQuery({ from: '2031-03-30', to: '2031-03-30', maxPrice: '20' }, 'Europe/Berlin');
  // The day on which clocks go forward has 23 hours.
  expect(query).toMatchObject({ from: '2031-03-29T23:00:00.000Z', to: '2031-03-30T22:00:00.000Z', maxPrice: 20 });
});

test('a period has a name, in place of days', () => {
  expect(readSearch({ when: 'weekend' })).toEqual({ when: 'weekend' });
  expect(readSearch({ when: 'weekend', to: '2031-05-01' })).toEqual({ to: '2031-05-01' });
  expect(readSearch({ when: 'yesterday' })).toEqual({});
  expect(searchPath({ when: 'today', cursor: 'abc' }, { city: 'Lyon' })).toBe('/?when=today&city=Lyon');
  const query = toListingQuery({ when: 'tomorrow' }, 'Europe/Berlin', new Date('2031-03-28T12:00:00Z'));
  expect(query).toMatchObject({ from: '2031-03-28T23:00:00.000Z', to: '2031-03-29T23:00:00.000Z' });
  expect(query).not.toHaveProperty('when');
});

test('a range may be typed the wrong way round', () => {
  expect(readSearch({ minPrice: '100', maxPrice: '20', from: '2031-05-04', to: '2031-05-03' })).toEqual({
    minPrice: '20',
    maxPrice: '100',
    from: '2031-05-03',
    to: '2031-05-04',
  });
});

test('prices are compared in the currency asked for, or in the reader’s', () => {
  expect(withCurrency({ maxPrice: '20' }, 'de-DE')).toEqual({ maxPrice: '20', currency: 'EUR' });
  expect(withCurrency({ sort: 'price', currency: 'JPY' }, 'de-DE')).toEqual({ sort: 'price', currency: 'JPY' });
  expect(withCurrency({ sort: 'newest' }, 'de-DE')).toEqual({ sort: 'newest' });
});
