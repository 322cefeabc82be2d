import { expect, test } from '@jest/globals';
import type { SearchParams } from './listing-search';
import { periodParams, periodQuery, readPeriod } from './sales-period';

const now = new Date('2026-03-01T22:30:00Z');
const read = (params: SearchParams, timeZone = 'UTC') => readPeriod(params, timeZone, now);

test('a range ends on the day that it is for the reader', () => {
  expect(read({})).toEqual({ timeZone: 'UTC', from: '2026-01-31', to: '2026-03-01', step: 'day', range: '30d' });
  expect(read({ range: '7d' })).toMatchObject({ from: '2026-02-23', to: '2026-03-01' });
  expect(read({ range: '7d' }, 'Asia/Tokyo')).toMatchObject({ from: '2026-02-24', to: '2026-03-02' });
});

test('twelve months are whole ones, this one included', () => {
  expect(read({ range: '12m' })).toMatchObject({ from: '2025-04-01', to: '2026-03-01', step: 'month' });
  expect(readPeriod({ range: '12m' }, 'UTC', new Date('2026-12-31T12:00:00Z'))).toMatchObject({ from: '2026-01-01' });
});

test('a period of one’s own is counted so that its chart can be read', () => {
  const step = (from: string, to: string) => read({ from, to }).step;
  expect(read({ from: '2026-01-01', to: '2026-01-01' })).toMatchObject({ range: undefined, step: 'day' });
  expect(step('2026-01-01', '2026-04-02')).toBe('day'); // 92
  expect(step('2026-01-01', '2026-04-03')).toBe('week');
  expect(step('2020-01-01', '2026-01-01')).toBe('month');
});

test.each([
  { range: 'ever' },
  { from: '2026-01-01' },
  { from: '2026-01-02', to: '2026-01-01' },
  { from: '2026-02-30', to: '2026-03-01' },
  { from: '1970-01-01', to: '2199-01-01' },
])('%j is the usual period instead', (params) => {
  expect(read(params)).toEqual(read({}));
});

test('an address says the period again', () => {
  for (const params of [{}, { range: '12m' }, { from: '2026-01-01', to: '2026-05-01' }]) {
    const period = read(params);
    expect(read(periodParams(period))).toEqual(period);
    expect(periodQuery(period)).not.toHaveProperty('range');
  }
});
