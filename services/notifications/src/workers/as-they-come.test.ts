import { gate } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { asTheyCome } from './as-they-come.ts';

test('what comes during a write is the next write, all of it', async () => {
  const writes: number[][] = [];
  const { open, passed } = gate();
  const add = asTheyCome<number>(async (things) => {
    writes.push(things);
    if (writes.length === 1) await passed;
  });
  const added = [1, 2, 3].map(add);
  open();
  await Promise.all(added);
  expect(writes).toEqual([[1], [2, 3]]);
  await add(4);
  expect(writes).toEqual([[1], [2, 3], [4]]);
});

test('a write that fails is told to those who wait for it, and the next one goes on', async () => {
  const failures = [new Error('full')];
  const written: number[] = [];
  const add = asTheyCome<number>(async (things) => {
    const failure = failures.pop();
    if (failure) throw failure;
    written.push(...things);
  });
  await expect(add(1)).rejects.toThrow('full');
  await add(2);
  expect(written).toEqual([2]);
});
