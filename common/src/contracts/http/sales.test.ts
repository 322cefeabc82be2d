import { describe, expect, test } from '@jest/globals';
import { boundsOf, stretchesOf } from './sales.ts';

describe('a period', () => {
  test('of days is every day, the first and the last included', () => {
    const days = stretchesOf({ from: '2028-02-27', to: '2028-03-01', step: 'day' });
    expect(days.map(({ from }) => from)).toEqual(['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01']);
    expect(days.every(({ from, to }) => from === to)).toBe(true);
    expect(stretchesOf({ from: '2026-05-01', to: '2026-05-01', step: 'month' })).toHaveLength(1);
  });

  test('of weeks changes on Mondays, and its ends are cut', () => {
    expect(stretchesOf({ from: '2026-11-25', to: '2026-12-08', step: 'week' })).toEqual([
      { from: '2026-11-25', to: '2026-11-29' },
      { from: '2026-11-30', to: '2026-12-06' },
      { from: '2026-12-07', to: '2026-12-08' },
    ]);
    expect(stretchesOf({ from: '2026-11-29', to: '2026-11-30', step: 'week' })).toHaveLength(2); // Sunday, Monday
  });

  test('of months changes on the first, over a new year too', () => {
    expect(stretchesOf({ from: '2026-12-31', to: '2027-02-10', step: 'month' })).toEqual([
      { from: '2026-12-31', to: '2026-12-31' },
      { from: '2027-01-01', to: '2027-01-31' },
      { from: '2027-02-01', to: '2027-02-10' },
    ]);
  });
});

test('a period begins and ends where its days do in a time zone, also when clocks are set back in it', () => {
  const days = stretchesOf({ from: '2026-10-25', to: '2026-10-26', step: 'day' });
  expect(boundsOf(days, 'Europe/Berlin').map((bound) => bound.toISOString())).toEqual([
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
    '2026-10-26T23:00:00.000Z',
  ]);
});
