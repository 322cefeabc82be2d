import { expect, test } from '@jest/globals';
import { at, latencyOf, PERCENTILES } from './latency.js';
import { indexOfMedian, median } from './median.js';
import { timeBetween } from './processor-time.js';

test('a percentile is what so many percent took no longer than, to three digits', () => {
  const latency = latencyOf(Array.from({ length: 10_000 }, (_, n) => (n + 1) / 10)); // 0.1 ms to 1,000 ms
  expect(latency.count).toBe(10_000);
  for (const percentile of PERCENTILES) {
    const exact = percentile * 10;
    expect(Math.abs(at(latency, percentile) - exact) / exact).toBeLessThan(0.001);
  }
  expect(Math.abs(latency.mean - 500.05)).toBeLessThan(1);
});

test('one slow request of many shows at the end of the distribution and nowhere else', () => {
  const latency = latencyOf([...Array<number>(999).fill(2), 30_000]);
  expect(at(latency, 99)).toBeCloseTo(2, 1);
  expect(at(latency, 100) / 30_000).toBeCloseTo(1, 2);
});

test('nothing counted has no percentiles', () => {
  expect(latencyOf([])).toEqual({ count: 0, mean: 0, points: [] });
  expect(at(latencyOf([]), 50)).toBeNaN();
});

test('what takes no time, or too long to tell, is counted all the same', () => {
  const latency = latencyOf([0, 1e9]);
  expect(latency.count).toBe(2);
  expect(at(latency, 50)).toBeLessThan(0.01);
});

test('the median is the one in the middle, and leaves out what could not be measured', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(median([Number.NaN, 4])).toBe(4);
  expect(median([])).toBeNaN();
});

test('the round in the middle is one of the rounds', () => {
  expect(indexOfMedian([30, 10, 20])).toBe(2);
  expect(indexOfMedian([30, 10])).toBe(1);
  expect(indexOfMedian([5])).toBe(0);
});

test('processor time between two looks leaves out what was used before, also by parts that have ended', () => {
  expect(timeBetween({ orders: 100, nats: 10 }, { orders: 150, nats: 10, redis: 7 })).toEqual({
    orders: 50,
    nats: 0,
    redis: 7,
  });
});
