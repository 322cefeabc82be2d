import { describe, expect, test } from '@jest/globals';
import { eventually, gate } from '../testing/index.ts';
import { loadInGroups, shared } from './group.ts';

describe('in groups', () => {
  test('who asks at the same time is in one load, and who asks for the same shares it', async () => {
    const loads: string[][] = [];
    const find = loadInGroups(async (keys) => {
      loads.push(keys);
      return new Map(keys.map((key) => [key, key.toUpperCase()]));
    });
    expect(await Promise.all(['a', 'b', 'a'].map(find))).toEqual(['A', 'B', 'A']);
    expect(loads).toEqual([['a', 'b']]);
  });

  test('who comes while a load is under way is in the next one; there are no more of them than side by side', async () => {
    const held = gate();
    const loads: string[][] = [];
    const find = loadInGroups(
      async (keys) => {
        loads.push(keys);
        await held.passed;
        return new Map(keys.map((key) => [key, loads.length]));
      },
      { sideBySide: 2, most: 2 },
    );
    const asked = [];
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      asked.push(find(key));
      await new Promise(setImmediate);
    }
    expect(loads).toEqual([['a'], ['b']]);
    held.open();
    await Promise.all(asked);
    expect(loads).toEqual([['a'], ['b'], ['c', 'd'], ['e']]);
  });

  test('a load that fails fails for those who were in it', async () => {
    let fails = true;
    const find = loadInGroups(async (keys) => {
      if (fails) throw new Error('not now');
      return new Map(keys.map((key) => [key, key]));
    });
    const outcomes = await Promise.allSettled([find('a'), find('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await find('a')).toBe('a');
    expect(await loadInGroups(async () => new Map())('b')).toBeUndefined();
  });
});

describe('shared', () => {
  test('one load of a key at a time; those who come meanwhile share the next; other keys do not wait', async () => {
    const gates = [gate(), gate(), gate()];
    const loads: string[] = [];
    const find = shared(async (key) => {
      const turn = loads.push(key);
      await gates[turn - 1]!.passed;
      return turn;
    });
    const first = find('a');
    const [second, third] = [find('a'), find('a')];
    const other = find('b');
    expect(loads).toEqual(['a', 'b']);
    gates[1]!.open();
    expect(await other).toBe(2);
    gates[0]!.open();
    expect(await first).toBe(1);
    await eventually(() => expect(loads).toEqual(['a', 'b', 'a']));
    gates[2]!.open();
    expect(await Promise.all([second, third])).toEqual([3, 3]);
  });

  test('a load that fails does not keep those who come after it from theirs', async () => {
    let count = 0;
    const find = shared(async () => {
      count += 1;
      if (count === 1) throw new Error('not now');
      return count;
    });
    const [first, second] = await Promise.allSettled([find('a'), find('a')]);
    expect([first!.status, second]).toEqual(['rejected', { status: 'fulfilled', value: 2 }]);
  });
});
