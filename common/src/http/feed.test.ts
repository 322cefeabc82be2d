import { describe, expect, test } from '@jest/globals';
import { eventually, gate } from '../testing/index.ts';
import { openFeed, type Signals } from './feed.ts';

const stateOf = (event: Buffer): unknown => JSON.parse(/^event: state\ndata: (.*)\n\n$/.exec(event.toString())![1]!);

/** What the replicas share: versions of things, which are their states as well, and a bus, which may be silent. */
function setUp({ silent = false } = {}) {
  const versions = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  const callbacks: ((payload: string) => void)[] = [];
  const signals: Signals = {
    signal(_topic, payload = '') {
      if (!silent) for (const callback of callbacks) callback(payload);
    },
    onSignal(_topic, callback) {
      callbacks.push(callback);
    },
  };
  const feeds: { close(): void }[] = [];

  /** A replica, and what it has loaded and looked at. Unless told otherwise its look is too far away to come. */
  function replica({ lookMs = 3_600_000, paceMs = 0, load = async () => {} }: Partial<Settings> = {}) {
    const loads: string[][] = [];
    const looks: string[][] = [];
    const problems: unknown[] = [];
    const current = (ids: string[]) =>
      ids.flatMap((id) => (versions.has(id) ? [{ id, version: versions.get(id)!, state: versions.get(id)! }] : []));
    const feed = openFeed<number>({
      async load(ids) {
        loads.push(ids);
        await load();
        return current(ids);
      },
      async versions(ids) {
        looks.push(ids);
        return current(ids);
      },
      topic: 'things',
      signals,
      onError: (problem) => problems.push(problem),
      lookMs,
      paceMs,
    });
    feeds.push(feed);
    async function watch(id: string) {
      const seen: unknown[] = [];
      const leave = (await feed.subscribe(id))!.stream((event) => seen.push(stateOf(event)));
      return { seen, leave };
    }
    return { feed, loads, looks, problems, watch };
  }
  const close = () => {
    for (const feed of feeds) feed.close();
  };
  return { versions, replica, close };
}

interface Settings {
  lookMs: number;
  paceMs: number;
  load(): Promise<void>;
}

describe('a subscriber', () => {
  test('gets the state at once, and shares the load with those who come at the same time', async () => {
    const { replica, close } = setUp();
    const { loads, watch } = replica();
    const watching = await Promise.all([watch('a'), watch('a'), watch('b')]);
    expect(watching.map(({ seen }) => seen)).toEqual([[1], [1], [1]]);
    expect(loads).toEqual([['a', 'b']]);
    close();
  });

  test('who comes while a load is under way gets what came after it', async () => {
    const { versions, replica, close } = setUp();
    const held = gate();
    const { watch, loads } = replica({ load: () => held.passed });
    const first = watch('a');
    await eventually(() => expect(loads).toHaveLength(1));
    versions.set('a', 2);
    const others = [watch('a'), watch('a')];
    held.open();
    for (const { seen } of await Promise.all([first, ...others])) expect(seen.at(-1)).toBe(2);
    expect(loads).toEqual([['a'], ['a']]);
    close();
  });

  test('of what does not exist is told so', async () => {
    const { replica, close } = setUp();
    expect(await replica().feed.subscribe('c')).toBeUndefined();
    close();
  });

  test('is told when the load fails', async () => {
    const { replica, close } = setUp();
    const { watch } = replica({ load: () => Promise.reject(new Error('not now')) });
    await expect(watch('a')).rejects.toThrow('not now');
    close();
  });

  test('misses no change between the load and the subscription', async () => {
    const { versions, replica, close } = setUp();
    const { feed } = replica();
    const found = await feed.subscribe('a');
    versions.set('a', 2);
    feed.changed(['a']);
    const seen: unknown[] = [];
    found!.stream((event) => seen.push(stateOf(event)));
    await eventually(() => expect(seen).toEqual([1, 2]));
    close();
  });
});

describe('a change', () => {
  test('is loaded once, becomes bytes once and reaches all subscribers of it, and of it only', async () => {
    const { versions, replica, close } = setUp();
    const { feed, loads } = replica();
    const events: Buffer[] = [];
    for (let count = 0; count < 1_500; count += 1) {
      (await feed.subscribe('a'))!.stream((event) => stateOf(event) === 2 && events.push(event));
    }
    const other = (await feed.subscribe('b'))!;
    const ofOther: Buffer[] = [];
    other.stream((event) => ofOther.push(event));
    const before = loads.length;
    versions.set('a', 2);
    feed.changed(['a']);
    await eventually(() => expect(events).toHaveLength(1_500));
    expect(new Set(events).size).toBe(1);
    expect(loads.slice(before)).toEqual([['a']]);
    expect(ofOther).toHaveLength(1);
    close();
  });

  test('of what nobody watches costs nothing', async () => {
    const { versions, replica, close } = setUp();
    const { feed, loads, watch } = replica();
    const { leave } = await watch('a');
    const { seen } = await watch('b');
    leave();
    const before = loads.length;
    versions.set('a', 2).set('b', 2);
    feed.changed(['a']);
    feed.changed(['b']);
    await eventually(() => expect(seen).toEqual([1, 2]));
    expect(loads.slice(before)).toEqual([['b']]);
    close();
  });

  test('and those that come while it is loaded are one load more', async () => {
    const { versions, replica, close } = setUp();
    let held: Promise<void> | undefined;
    const { feed, loads, watch } = replica({ load: async () => held });
    const { seen } = await watch('a');
    const hold = gate();
    held = hold.passed;
    const before = loads.length;
    for (let version = 2; version <= 50; version += 1) {
      versions.set('a', version);
      feed.changed(['a']);
      if (version === 2) await eventually(() => expect(loads.length).toBe(before + 1));
    }
    hold.open();
    await eventually(() => expect(seen.at(-1)).toBe(50));
    expect(loads.slice(before)).toEqual([['a'], ['a']]);
    close();
  });

  test('made by another replica arrives by a signal', async () => {
    const { versions, replica, close } = setUp();
    const { watch, looks } = replica();
    const { seen } = await watch('a');
    versions.set('a', 2);
    replica().feed.changed(['a']);
    await eventually(() => expect(seen).toEqual([1, 2]));
    expect(looks).toEqual([]);
    close();
  });

  test('whose signal was lost is found by the look, which loads only what is newer', async () => {
    const { versions, replica, close } = setUp({ silent: true });
    const { watch, loads, looks } = replica({ lookMs: 5 });
    const [a, b] = [await watch('a'), await watch('b')];
    const before = loads.length;
    versions.set('a', 2);
    replica().feed.changed(['a']);
    await eventually(() => expect(a.seen).toEqual([1, 2]));
    expect(b.seen).toEqual([1]);
    expect(looks.at(-1)).toEqual(['a', 'b']);
    expect(loads.slice(before)).toEqual([['a']]);
    close();
  });

  test('is not seen when its signal is lost and nobody looks (negative control)', async () => {
    const { versions, replica, close } = setUp({ silent: true });
    const { watch } = replica();
    const { seen } = await watch('a');
    versions.set('a', 2);
    replica().feed.changed(['a']);
    const later = await watch('a');
    expect(later.seen).toEqual([2]);
    expect(seen).toEqual([1]);
    close();
  });

  test('whose load fails is loaded again', async () => {
    const { versions, replica, close } = setUp();
    let fails = 0;
    const { feed, watch, problems } = replica({
      async load() {
        if (fails > 0) throw new Error(`not now ${fails--}`);
      },
    });
    const { seen } = await watch('a');
    fails = 2;
    versions.set('a', 2);
    feed.changed(['a']);
    await eventually(() => expect(seen).toEqual([1, 2]));
    expect(problems).toHaveLength(2);
    close();
  });
});
