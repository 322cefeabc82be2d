import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  Day,
  dayAt,
  daysBetween,
  instantsOf,
  localTime,
  startOfDay,
  TimeZone,
  wallTime,
  zonedTime,
} from './index.ts';

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

describe('the instants of a time that clocks show', () => {
  const isoOf = (wall: string, timeZone: string) => instantsOf(wall, timeZone).map((instant) => instant.toISOString());

  test.each([
    ['2026-11-28T19:30', 'UTC', ['2026-11-28T19:30:00.000Z']],
    ['2026-07-01T19:30', 'Europe/Berlin', ['2026-07-01T17:30:00.000Z']],
    ['2026-03-29T01:59', 'Europe/Berlin', ['2026-03-29T00:59:00.000Z']],
    ['2026-03-29T02:00', 'Europe/Berlin', []], // skipped
    ['2026-03-29T02:59', 'Europe/Berlin', []],
    ['2026-03-29T03:00', 'Europe/Berlin', ['2026-03-29T01:00:00.000Z']],
    ['2026-10-25T02:30', 'Europe/Berlin', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']], // twice
    ['2026-11-01T01:30', 'America/New_York', ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z']], // half an hour
    ['2026-10-04T02:15', 'Australia/Lord_Howe', []],
    ['2011-12-30T12:00', 'Pacific/Apia', []], // a day that was left out
  ])('%s in %s are %j', (wall, timeZone, instants) => {
    expect(isoOf(wall, timeZone)).toEqual(instants);
  });

  /** Instants to the minute, half of them within two hours of when clocks are set in the zone. */
  const moments = fc
    .tuple(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 }),
      fc.option(fc.integer({ min: -120, max: 120 })),
    )
    .map(([timeZone, minute, besides]) => {
      const change = besides === null ? undefined : nextChange(minute, timeZone);
      return { timeZone, instant: new Date((change === undefined ? minute : change + besides!) * 60_000) };
    });

  test('have the instant among them that shows it, and no other', () => {
    fc.assert(
      fc.property(moments, ({ timeZone, instant }) => {
        const wall = wallTime(instant, timeZone);
        const found = instantsOf(wall, timeZone);
        expect(found.map(Number)).toContain(instant.getTime());
        expect(found.map((one) => wallTime(one, timeZone))).toEqual(found.map(() => wall));
        expect(found.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 1000 },
    );
  });

  test('are all that there are, by looking at every minute of two days', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -180, max: 180 }), ({ timeZone, instant }, shift) => {
        // A time near the instant by its own numbers, which clocks may show never, once or twice.
        const asUtc = Date.parse(`${wallTime(instant, timeZone)}Z`) + shift * 60_000;
        const wall = new Date(asUtc).toISOString().slice(0, 16);
        const minutes = Array.from({ length: 13 * 60 }, (_, index) => instant.getTime() + (index - 390) * 60_000);
        const showing = minutes.filter((minute) => wallTime(new Date(minute), timeZone) === wall);
        expect(instantsOf(wall, timeZone).map(Number)).toEqual(showing);
      }),
      { numRuns: 20 },
    );
  });

  test('an instant with its offset is the same instant', () => {
    expect(zonedTime(new Date('2026-07-01T17:30:00Z'), 'Europe/Berlin')).toBe('2026-07-01T19:30:00+02:00');
    expect(zonedTime(new Date('2026-01-01T00:00:00Z'), 'America/St_Johns')).toBe('2025-12-31T20:30:00-03:30');
    fc.assert(
      fc.property(moments, ({ timeZone, instant }) => {
        expect(Date.parse(zonedTime(instant, timeZone))).toBe(instant.getTime());
      }),
    );
  });
});

/** The minute, counted from 1970, of the first change of clocks after one; undefined when there is none for a year. */
function nextChange(minute: number, timeZone: string): number | undefined {
  const ahead = (at: number) => Date.parse(`${wallTime(new Date(at * 60_000), timeZone)}Z`) / 60_000 - at;
  const days = Array.from({ length: 366 }, (_, index) => minute + index * 1440);
  const day = days.find((at) => ahead(at) !== ahead(at + 1440));
  if (day === undefined) return undefined;
  let [before, after] = [day, day + 1440];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (ahead(middle) === ahead(day)) before = middle;
    else after = middle;
  }
  return after;
}

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

test.each([
  ['eUROPE/bERLIN', 'Europe/Berlin'],
  ['america/port-au-prince', 'America/Port-au-Prince'],
  // This runtime has older names for these, which are not what was typed.
  ['Europe/Kyiv', 'Europe/Kyiv'],
  ['EUROPE/KYIV', 'Europe/Kyiv'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['asia/ho_chi_minh', 'Asia/Ho_Chi_Minh'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['US/Pacific', 'US/Pacific'],
  ['us/pacific', 'US/Pacific'],
  ['Etc/GMT+0', 'Etc/GMT+0'],
  ['Australia/ACT', 'Australia/ACT'],
  ['EST5EDT', 'EST5EDT'],
])('%s is the time zone %s', (typed, name) => {
  expect(TimeZone.parse(typed)).toBe(name);
});

test('every name of a time zone is its own', () => {
  const names = ['Asia/Kathmandu', 'Asia/Yangon', 'Africa/Asmara', 'Atlantic/Faroe', 'Pacific/Kanton', 'America/Nuuk'];
  for (const name of [...names, ...Intl.supportedValuesOf('timeZone')]) expect(TimeZone.parse(name)).toBe(name);
});

test.each(['2026-02-30', '2026-1-1', '26-01-01', '1969-12-31', '2200-01-01', 'today'])('%j is no day', (day) => {
  expect(Day.safeParse(day).success).toBe(false);
});
