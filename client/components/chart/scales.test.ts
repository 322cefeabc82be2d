import { expect, test } from '@jest/globals';
import { scaleColumns } from './scales';

test('columns stand on zero and reach up by their values', () => {
  const { columns, zero, ticks } = scaleColumns([0, 50, 100], 200, false);
  expect(zero).toBe(200);
  expect(columns.map(({ y, height }) => [y, height])).toEqual([
    [200, 0],
    [100, 100],
    [0, 200],
  ]);
  expect(ticks.at(0)).toEqual({ value: 0, y: 200 });
  expect(ticks.at(-1)).toEqual({ value: 100, y: 0 });
});

test('what is below zero hangs from it', () => {
  const { columns, zero } = scaleColumns([100, -100], 200, false);
  expect(zero).toBe(100);
  expect(columns.map(({ y, height }) => [y, height])).toEqual([
    [0, 100],
    [100, 100],
  ]);
});

test('columns share the width and stay within it', () => {
  const { columns } = scaleColumns(
    Array.from({ length: 90 }, () => 1),
    200,
    true,
  );
  const ends = columns.map(({ x, width }) => [Number.parseFloat(x), Number.parseFloat(x) + Number.parseFloat(width)]);
  expect(ends[0]![0]).toBeGreaterThanOrEqual(0);
  expect(ends.at(-1)![1]).toBeLessThanOrEqual(100);
  for (const [index, [start]] of ends.slice(1).entries()) expect(start).toBeGreaterThan(ends[index]![1]!);
});

test('of what cannot be halved there are only whole marks', () => {
  expect(scaleColumns([0, 1], 200, true).ticks.map(({ value }) => value)).toEqual([0, 1]);
  expect(scaleColumns([0, 0], 200, true).ticks.map(({ value }) => value)).toEqual([0, 1]);
  expect(scaleColumns([0, 1], 200, false).ticks.length).toBeGreaterThan(2);
});
