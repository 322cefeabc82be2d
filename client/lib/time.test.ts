import { expect, test } from '@jest/globals';
import { differ } from './time';

test.each([
  ['Europe/Berlin', 'Europe/Vienna', false],
  ['Europe/London', 'UTC', true],
  ['Europe/Berlin', 'America/New_York', true],
  // Half a day apart: the clock shows the same hands on another day.
  ['Pacific/Kiritimati', 'Pacific/Honolulu', true],
])('whether clocks in %s and %s differ in summer: %s', (one, other, answer) => {
  expect(differ('2027-05-01T18:30:00.000Z', one, other)).toBe(answer);
});

test('London is at UTC in winter', () => {
  expect(differ('2027-01-01T18:30:00.000Z', 'Europe/London', 'UTC')).toBe(false);
});
