import { expect, test } from '@jest/globals';
import { periodOf, type When } from './when.ts';

const period = (when: When, now: string, timeZone: string) => {
  const { from, to } = periodOf(when, new Date(now), timeZone);
  return [from.toISOString(), to.toISOString()];
};

test.each<[When, string, string, string, string]>([
  // 2 December 2026 is a Wednesday.
  ['today', '2026-12-02T10:00:42Z', 'Europe/Berlin', '2026-12-02T10:00:00.000Z', '2026-12-02T23:00:00.000Z'],
  ['tomorrow', '2026-12-02T10:00:42Z', 'Europe/Berlin', '2026-12-02T23:00:00.000Z', '2026-12-03T23:00:00.000Z'],
  ['weekend', '2026-12-02T10:00:42Z', 'Europe/Berlin', '2026-12-04T16:00:00.000Z', '2026-12-06T23:00:00.000Z'],
  // Late on Wednesday by UTC it is Thursday in Tokyo.
  ['today', '2026-12-02T20:00:00Z', 'Asia/Tokyo', '2026-12-02T20:00:00.000Z', '2026-12-03T15:00:00.000Z'],
  // On Friday: before the evening, and in it.
  ['weekend', '2026-12-04T15:59:00Z', 'Europe/Berlin', '2026-12-04T16:00:00.000Z', '2026-12-06T23:00:00.000Z'],
  ['weekend', '2026-12-04T19:30:10Z', 'Europe/Berlin', '2026-12-04T19:30:00.000Z', '2026-12-06T23:00:00.000Z'],
  // On Sunday it is still this one, on Monday the next.
  ['weekend', '2026-12-06T20:00:00Z', 'Europe/Berlin', '2026-12-06T20:00:00.000Z', '2026-12-06T23:00:00.000Z'],
  ['weekend', '2026-12-06T23:00:00Z', 'Europe/Berlin', '2026-12-11T16:00:00.000Z', '2026-12-13T23:00:00.000Z'],
  // Clocks are set forward on Sunday 28 March 2027.
  ['weekend', '2027-03-24T12:00:00Z', 'Europe/Berlin', '2027-03-26T16:00:00.000Z', '2027-03-28T22:00:00.000Z'],
])('%s at %s in %s', (when, now, timeZone, from, to) => {
  expect(period(when, now, timeZone)).toEqual([from, to]);
});
