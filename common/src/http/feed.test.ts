import { expect, test } from '@jest/globals';
import { eventually } from '../testing/index.ts';
import { openFeed } from './feed.ts';

const stateOf = (event: Buffer): unknown => JSON.parse(/^event: state\ndata: (.*)\n\n$/.exec(event.toString())![1]!);

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
    feed.subscribe(index < 2 ? 'a' : 'b')((event) => {
      states.push(stateOf(event));
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

test('a look that fails is reported and tried again; only what someone watches is looked at', async () => {
  const looks: string[][] = [];
  const problems: unknown[] = [];
  const load = async (ids: string[]) => {
    looks.push(ids);
    if (looks.length === 1) throw new Error('not now');
    return ids.map((id) => ({ id, version: 1, state: id }));
  };
  const feed = openFeed(load, (problem) => problems.push(problem), 5);
  const seen: unknown[] = [];
  const watch = (id: string) => feed.subscribe(id)((event) => seen.push(stateOf(event)));
  const leave = watch('a');
  await eventually(() => expect(seen).toEqual(['a']));
  expect(problems).toHaveLength(1);
  leave();
  const before = looks.length;
  const leaveNext = watch('b');
  await eventually(() => expect(seen).toEqual(['a', 'b']));
  expect(looks.slice(before).flat()).not.toContain('a');
  leaveNext();
  feed.close();
  expect(looks).not.toContainEqual([]);
});
