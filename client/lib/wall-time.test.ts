import { describe, expect, test } from '@jest/globals';
import { readStart } from './wall-time';

const berlin = { startsAt: null, timeZone: 'Europe/Berlin' };

test('a time of day is that of the event’s own clocks', () => {
  expect(readStart({ wall: '2031-05-03T19:30', timeZone: 'Europe/Berlin' })).toEqual({
    startsAt: '2031-05-03T17:30:00.000Z',
  });
  expect(readStart({ wall: '2031-05-03T19:30', timeZone: 'Asia/Kathmandu' })).toEqual({
    startsAt: '2031-05-03T13:45:00.000Z',
  });
  expect(readStart({ wall: '', timeZone: 'UTC' })).toEqual({ startsAt: null });
});

test('a time that clocks skip is refused and its field named', () => {
  expect(readStart({ wall: '2026-03-29T02:30', timeZone: 'Europe/Berlin' })).toMatchObject({
    error: { field: 'startsAt', message: expect.stringContaining('Europe/Berlin skip') },
  });
});

describe('of an hour that comes twice', () => {
  const wall = '2026-10-25T02:30';
  test('the first is meant', () => {
    expect(readStart({ ...berlin, wall })).toEqual({ startsAt: '2026-10-25T00:30:00.000Z' });
  });

  test('the second stays what it was', () => {
    const second = { startsAt: '2026-10-25T01:30:00.000Z', timeZone: 'Europe/Berlin' };
    expect(readStart({ wall, timeZone: 'Europe/Berlin' }, second)).toEqual({ startsAt: second.startsAt });
    expect(readStart({ wall: '2026-10-25T02:31', timeZone: 'Europe/Berlin' }, second)).toEqual({
      startsAt: '2026-10-25T00:31:00.000Z',
    });
  });
});

test('an event keeps its seconds when its start is left alone', () => {
  const before = { startsAt: '2031-05-03T17:30:12.345Z', timeZone: 'Europe/Berlin' };
  expect(readStart({ wall: '2031-05-03T19:30', timeZone: 'Europe/Berlin' }, before)).toEqual({
    startsAt: before.startsAt,
  });
});

test.each(['', 'Mars/Olympus', '+02:00'])('a zone %j is refused and its field named', (timeZone) => {
  expect(readStart({ wall: '2031-05-03T19:30', timeZone })).toMatchObject({ error: { field: 'timeZone' } });
});

test('a date that no calendar has is refused', () => {
  expect(readStart({ wall: '12031-05-03T19:30', timeZone: 'UTC' })).toMatchObject({ error: { field: 'startsAt' } });
});
