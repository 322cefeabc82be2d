import { expect, test } from '@jest/globals';
import { openAttackWatch } from './attacks.ts';

const MINUTE = 60_000;
/** Refuses holds of a listing, so many in a minute. */
const refuse = (watch: ReturnType<typeof openAttackWatch>, times: number, now = 0) => {
  for (let n = 0; n < times; n++) watch.noteRefusal('a', now + n);
};

test('a sale is under attack once holds were refused again and again, and others are not', () => {
  const watch = openAttackWatch();
  refuse(watch, 19);
  expect(watch.isUnderAttack('a', 100)).toBe(false);
  watch.noteRefusal('a', 100);
  expect(watch.isUnderAttack('a', 101)).toBe(true);
  expect(watch.isUnderAttack('b', 101)).toBe(false);
});

test('it no longer is some minutes after that ended', () => {
  const watch = openAttackWatch();
  refuse(watch, 20);
  expect(watch.isUnderAttack('a', 4 * MINUTE)).toBe(true);
  expect(watch.isUnderAttack('a', 6 * MINUTE)).toBe(false);
});

test('as many over a long time are people who share addresses', () => {
  const watch = openAttackWatch();
  for (let minute = 0; minute < 20; minute++) watch.noteRefusal('a', 2 * minute * MINUTE);
  expect(watch.isUnderAttack('a', 40 * MINUTE)).toBe(false);
});
