import { expect, test } from '@jest/globals';
import { kinds } from './faults/kinds.ts';
import { schedule } from './schedule.ts';

test('a schedule follows from its seed alone, and a longer one begins with the shorter one', () => {
  expect(schedule(7, 300)).toEqual(schedule(7, 300));
  expect(schedule(7, 300).slice(0, 25)).toEqual(schedule(7, 25));
  expect(schedule(8, 25)).not.toEqual(schedule(7, 25));
});

test('twenty faults already kill every part once, and come with ten other kinds', () => {
  for (const seed of [1, 2, 3]) {
    const faults = schedule(seed, 20);
    const killed = faults.filter(({ kind }) => kind === 'kill').map(({ target }) => target);
    expect(killed.toSorted()).toEqual([...kinds.kill.targets].toSorted());
    expect(new Set(faults.map(({ kind }) => kind)).size).toBe(11);
  }
});

test('two hundred faults are of every kind, each at least five times', () => {
  const faults = schedule(42, 200);
  const rare = Object.keys(kinds).filter((kind) => faults.filter((fault) => fault.kind === kind).length < 5);
  expect(rare).toEqual([]);
});

test('no fault lasts longer than its kind says', () => {
  for (const { kind, lastsMs } of schedule(5, 200)) {
    expect(lastsMs).toBeGreaterThanOrEqual(kinds[kind].lastsMs[0]);
    expect(lastsMs).toBeLessThanOrEqual(kinds[kind].lastsMs[1]);
  }
});
