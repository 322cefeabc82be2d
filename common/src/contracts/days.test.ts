import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, Day, dayAt, daysBetween, localTime, startOfDay, TimeZone } from './index.ts';

describe('the first instant of a day', () => {
  test.each([
    ['2026-11-28', 'UTC', '2026-11-28T00:00:00.000Z'],
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'], // set forward at 2
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'], // set forward at midnight: it begins at 1
    ['2024-09-08', 'America/Santiago', '2024-09-08T04:00:00.000Z'], // the same, west of Greenwich
    ['2024-11-03', 'America/Havana', '2024-11-03T04:00:00.000Z'], // set back at 1: the first of two midnights
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'], // there was no 30 December
    ['2026-01-01', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  ])('%s in %s is %s', (day, timeZone, instant) => {
    expect(startOfDay(day, timeZone).toISOString()).toBe(instant);
  });

  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const days = fc.integer({ min: 10_000, max: 30_000 }).map((count) => addDays('1970-01-01', count));

  test('is of that day, and the moment before it is not, anywhere', () => {
    fc.assert(
      fc.property(days, zones, (day, timeZone) => {
        const start = startOfDay(day, timeZone);
        expect(dayAt(start, timeZone) >= day).toBe(true); // a day that was left out begins as the next one
        expect(dayAt(new Date(start.getTime() - 1), timeZone) < day).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('days are added and counted across months, leap years and summer time', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31);
  expect(daysBetween('2026-04-01', '2026-03-31')).toBe(-1);
});

test('local time is what clocks there show', () => {
  expect(localTime(new Date('2026-07-01T22:30:15.900Z'), 'Europe/Berlin')).toBe('2026-07-02 00:30:15');
  expect(localTime(new Date('1969-12-31T23:59:59.500Z'), 'UTC')).toBe('1969-12-31 23:59:59');
});

test.each(['', 'Mars/Olympus', '+02:00', 'Europe/Berlin; drop', ' UTC'])('%j is no time zone', (name) => {
  expect(TimeZone.safeParse(name).success).toBe(false);
});

test.each(['Europe/Berlin', 'UTC', 'Asia/Calcutta', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])(
  '%s is one',
  (name) => {
    expect(TimeZone.safeParse(name).success).toBe(true);
  },
);

test('however it is written, a time zone has one name', () => {
  expect(TimeZone.parse('eUROPE/bERLIN')).toBe('Europe/Berlin');
});

test.each(['2026-02-30', '2026-1-1', '26-01-01', '1969-12-31', '2200-01-01', 'today'])('%j is no day', (day) => {
  expect(Day.safeParse(day).success).toBe(false);
});
