import { expect, test } from '@jest/globals';
import { eventually } from '../testing/index.ts';
import { openFeed } from './feed.ts';

test('subscribers of the same thing share one look, get the state at once and then each newer one', async () => {
  let version = 1;
  const looks: string[][] = [];
  const load = async (ids: string[]) => {
    looks.push(ids);
    return ids.map((id) => ({ id, version, state: version }));
  };
  const feed = openFeed(load, () => {}, 5);
  const seen: unknown[][] = [[], [], []];
  const leave = seen.map((states, index) =>
    feed.subscribe(index < 2 ? 'a' : 'b')((state) => {
      states.push(state);
    }),
  );
  await eventually(() => expect(seen).toEqual([[1], [1], [1]]));
  expect(looks[0]).toEqual(['a', 'b']);

  version = 2;
  await eventually(() =>
    expect(seen).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]),
  );
  for (const unsubscribe of leave) unsubscribe();
  feed.close();
});

test('a look that fails is reported and tried again; nobody is asked for when nobody listens', async () => {
  let looks = 0;
  const problems: unknown[] = [];
  const load = async (ids: string[]) => {
    looks += 1;
    if (looks === 1) throw new Error('not now');
    return ids.map((id) => ({ id, version: 1, state: 'here' }));
  };
  const feed = openFeed(load, (problem) => problems.push(problem), 5);
  const seen: unknown[] = [];
  const unsubscribe = feed.subscribe('a')((state) => seen.push(state));
  await eventually(() => expect(seen).toEqual(['here']));
  expect(problems).toHaveLength(1);
  unsubscribe();
  const before = looks;
  const again = feed.subscribe('b')((state) => seen.push(state));
  await eventually(() => expect(seen).toEqual(['here', 'here']));
  expect(looks - before).toBeLessThanOrEqual(3);
  again();
  feed.close();
});
