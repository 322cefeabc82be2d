import { type HoldLimits, holdLimits } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { type HoldHistory, holdingPause, noHistory } from './holding.ts';

const limits: HoldLimits = {
  unitsPerNetwork: 10,
  shareOfListing: 0.02,
  unitsPerPaid: 3,
  givenUpPerAccount: 3,
  seconds: 900,
};
const now = new Date('2026-06-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const gaveUp = (orders: number, units: number, more: Partial<HoldHistory> = {}): HoldHistory => ({
  ...noHistory(),
  ...more,
  givenUp: { orders, units, last: ago(60) },
});
const why = (quantity: number, ofAccount: HoldHistory, ofNetwork: HoldHistory, capacity = 100) =>
  holdingPause({ quantity, capacity }, ofAccount, ofNetwork, limits, now);

test('whoever comes for the first time waits for nothing', () => {
  expect(why(10, noHistory(), noHistory())).toBeNull();
});

test('an account pauses once it gave up three holds, until the last of them no longer counts', () => {
  expect(why(1, gaveUp(2, 2), gaveUp(2, 2))).toBeNull();
  expect(why(1, gaveUp(3, 3), gaveUp(3, 3))).toMatchObject({ code: 'hold_pause', retryAfterSeconds: 840 });
});

test('a network pauses once it gave up ten units, whichever account asks', () => {
  expect(why(1, noHistory(), gaveUp(9, 9))).toBeNull();
  expect(why(1, noHistory(), gaveUp(10, 10))).toMatchObject({ code: 'hold_pause_network', retryAfterSeconds: 840 });
});

test('what it holds and what it gave up count together, so that it gets no more by letting go a little earlier', () => {
  expect(why(1, noHistory(), gaveUp(5, 5, { held: 4 }))).toBeNull();
  expect(why(2, noHistory(), gaveUp(5, 5, { held: 4 }))).toMatchObject({ code: 'hold_pause_network' });
});

test('a network that people share who do buy has more room with each that is paid', () => {
  expect(why(1, noHistory(), gaveUp(30, 30, { paid: 30 }))).toBeNull();
  expect(why(10, noHistory(), { ...noHistory(), held: 30, paid: 10 })).toBeNull();
  expect(why(10, noHistory(), { ...noHistory(), held: 30, paid: 9 })).toMatchObject({ code: 'holds_of_network' });
});

test('a network holds so many units at a time, with what is asked for, and more of a large listing', () => {
  expect(why(1, noHistory(), { ...noHistory(), held: 9 })).toBeNull();
  expect(why(2, noHistory(), { ...noHistory(), held: 9 })).toMatchObject({ code: 'holds_of_network' });
  expect(why(10, noHistory(), { ...noHistory(), held: 190 }, 10_000)).toBeNull();
  expect(why(10, noHistory(), { ...noHistory(), held: 191 }, 10_000)).toMatchObject({ code: 'holds_of_network' });
});

test('on a machine of one’s own nothing of this is counted', () => {
  expect(holdLimits).toMatchObject({ strict: limits, generous: undefined });
});
