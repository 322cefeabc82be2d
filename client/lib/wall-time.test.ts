import { describe, expect, test } from '@jest/globals';
import { readTimes, type Times, timeFields } from './wall-time';

const none: Times = { startsAt: null, endsAt: null, doorsAt: null, salesEndAt: null, checkInAt: null };
const BERLIN = 'Europe/Berlin';

test('a time of day is that of the event’s own clocks', () => {
  const typed = { startsAt: '2031-05-03T19:30', endsAt: '2031-05-03T23:00', doorsAt: '2031-05-03T18:30' };
  expect(readTimes(typed, BERLIN)).toEqual({
    times: {
      ...none,
      startsAt: '2031-05-03T17:30:00.000Z',
      endsAt: '2031-05-03T21:00:00.000Z',
      doorsAt: '2031-05-03T16:30:00.000Z',
    },
    errors: [],
  });
  expect(readTimes({ startsAt: '2031-05-03T19:30' }, 'Asia/Kathmandu').times.startsAt).toBe('2031-05-03T13:45:00.000Z');
  expect(readTimes({ startsAt: '', endsAt: '' }, 'UTC')).toEqual({ times: none, errors: [] });
});

describe.each(timeFields)('%s', (field) => {
  const read = (wall: string, before: string | null = null) =>
    readTimes({ [field]: wall }, BERLIN, { ...none, [field]: before, timeZone: BERLIN });

  test('that clocks skip is refused, and its field named', () => {
    expect(read('2026-03-29T02:30')).toEqual({
      times: none,
      errors: [
        expect.objectContaining({
          field,
          code: 'skipped_time',
          message: expect.stringContaining('Europe/Berlin skip'),
        }),
      ],
    });
  });

  test('in an hour that comes twice is the first, unless it was the second before', () => {
    const second = '2026-10-25T01:30:00.000Z';
    expect(read('2026-10-25T02:30').times[field]).toBe('2026-10-25T00:30:00.000Z');
    expect(read('2026-10-25T02:30', second).times[field]).toBe(second);
    expect(read('2026-10-25T02:31', second).times[field]).toBe('2026-10-25T00:31:00.000Z');
  });

  test('keeps its seconds when it is left alone', () => {
    const before = '2031-05-03T17:30:12.345Z';
    expect(read('2031-05-03T19:30', before).times[field]).toBe(before);
  });

  test('that no calendar has, or that was typed in half, is refused', () => {
    for (const wall of ['12031-05-03T19:30', '?']) {
      expect(read(wall).errors).toMatchObject([{ field, code: 'date_and_time' }]);
    }
  });
});

test('all that cannot be understood is said at once', () => {
  const typed = { startsAt: '2026-03-29T02:30', doorsAt: '12026-03-29T01:00', endsAt: '2026-03-29T05:00' };
  const { times, errors } = readTimes(typed, BERLIN);
  expect(errors.map(({ field }) => field)).toEqual(['startsAt', 'doorsAt']);
  expect(times).toEqual({ ...none, endsAt: '2026-03-29T03:00:00.000Z' });
});

test('another zone moves the instants, also of what was left alone', () => {
  const before = { ...none, startsAt: '2031-05-03T17:30:00.000Z', timeZone: BERLIN };
  expect(readTimes({ startsAt: '2031-05-03T19:30' }, 'Europe/London', before).times.startsAt).toBe(
    '2031-05-03T18:30:00.000Z',
  );
});

test.each(['', 'Mars/Olympus', '+02:00'])('a zone %j is refused once, and its field named', (timeZone) => {
  const typed = { startsAt: '2031-05-03T19:30', endsAt: '2031-05-03T22:30' };
  expect(readTimes(typed, timeZone)).toEqual({ times: none, errors: [expect.objectContaining({ field: 'timeZone' })] });
});
