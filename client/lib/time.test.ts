import { expect, test } from '@jest/globals';
import { formatTime, styleBeside } from './time';

const instant = '2027-05-01T18:30:05.000Z';
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test.each([
  ['card', 'en-GB', 'Europe/London', 'Sat 1 May, 19:30'],
  ['card', 'de', 'Europe/Berlin', 'Sa., 1. Mai, 20:30'],
  ['full', 'de-AT', 'Europe/Vienna', 'Samstag, 1. Mai 2027 um 20:30 MESZ'],
  ['day', 'de', 'Europe/Berlin', '1. Mai 2027'],
  ['stamp', 'de', 'UTC', '1. Mai, 18:30:05 UTC'],
  ['clock', 'de', 'Europe/Berlin', '20:30'],
  ['clock', 'en-US', 'America/New_York', '2:30 PM'],
] as const)('%s in %s and %s is %s', (style, locale, timeZone, text) => {
  expect(plain(formatTime(instant, style, { locale, timeZone }))).toBe(text);
});

test('beside the start of an event, the day is told of what is not near it', () => {
  expect(styleBeside(instant, '2027-05-01T17:30:00.000Z')).toBe('clock');
  expect(styleBeside(instant, '2027-05-02T02:00:00.000Z')).toBe('clock');
  expect(styleBeside(instant, '2027-05-03T22:00:00.000Z')).toBe('card');
  expect(styleBeside(null, instant)).toBe('card');
});
