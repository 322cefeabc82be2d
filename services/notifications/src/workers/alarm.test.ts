import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { alarm } from './alarm.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('rings once, after the least of the pauses, and can then be set again', () => {
  const ring = jest.fn();
  const ringIn = alarm(ring);
  for (const pause of [3_000, 1_000, 2_000]) ringIn(pause);
  jest.advanceTimersByTime(999);
  expect(ring).not.toHaveBeenCalled();
  jest.advanceTimersByTime(60_000);
  expect(ring).toHaveBeenCalledTimes(1);
  ringIn(5_000);
  jest.advanceTimersByTime(5_000);
  expect(ring).toHaveBeenCalledTimes(2);
});
