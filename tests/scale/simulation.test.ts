import { expect, test } from '@jest/globals';
import { openGroups } from '../../infra/scale/groups.js';
import { type Stage, simulate } from '../../infra/scale/simulation.js';

const forMs = 20_000;
const perSecond = (servers: Record<string, number>, visit: Stage[], clients = 16) =>
  simulate({ servers, visit: () => visit, clients, forMs }).perSecond;
const near = (rate: number, expected: number) => expect(Math.abs(rate / expected - 1)).toBeLessThan(0.05);

test('a station serves as many as its servers have time for, and is busy all along', () => {
  const visit = [{ use: 'core', ms: 10 }];
  near(perSecond({ core: 1 }, visit), 100);
  near(perSecond({ core: 4 }, visit), 400);
  near(simulate({ servers: { core: 4 }, visit: () => visit, clients: 16, forMs }).busy.core!, 1);
});

test('waiting takes up nothing', () => {
  near(perSecond({}, [{ wait: 10 }], 16), 1_600);
});

test('a process does one thing at a time, however many cores there are', () => {
  near(perSecond({ core: 8, loop: 1 }, [{ use: 'core', in: 'loop', ms: 10 }]), 100);
  near(perSecond({ core: 8, loop: 1 }, [{ use: 'core', ms: 10 }]), 800);
});

test('what is done later keeps nobody waiting, and takes its time from the same core', () => {
  const visit = [{ use: 'core', ms: 1 }, { later: [{ use: 'core', ms: 4 }] }];
  const { medianMs, busy } = simulate({
    servers: { core: 1 },
    visit: () => [{ wait: 10 }, ...visit],
    clients: 1,
    forMs,
  });
  expect(medianMs).toBeLessThan(13);
  expect(busy.core!).toBeGreaterThan(0.4);
});

test('the same seed gives the same', () => {
  const run = (seed: number) =>
    simulate({ servers: { core: 2 }, visit: () => [{ use: 'core', ms: 3 }], clients: 5, forMs, seed });
  expect(run(3)).toEqual(run(3));
  expect(run(3)).not.toEqual(run(4));
});

test('what is not there is said', () => {
  expect(() => perSecond({}, [{ use: 'core', ms: 1 }])).toThrow('there is no station core');
  expect(() => perSecond({}, [{ join: 'groups' }])).toThrow('there is no group groups');
});

const committing = (options: { size: number; atOnce?: number; lingerMs?: number }, keys: number, clients = 40) =>
  simulate({
    servers: {},
    groups: { placing: { atOnce: 1, ...options, stages: () => [{ wait: 10 }] } },
    visit: (n) => [{ join: 'placing', of: `${n % keys}` }],
    clients,
    forMs,
  });

test('those who come while a group commits are the next group, so more of them share a commit', () => {
  for (const clients of [40, 160]) {
    const { perSecond, groups } = committing({ size: 256 }, 1, clients);
    near(perSecond, (clients / 20) * 1_000); // some commit while the others come
    near(groups.placing!.size, clients / 2);
  }
});

test('a group has so many members at most', () => {
  near(committing({ size: 8 }, 1).perSecond, 800);
  near(committing({ size: 1 }, 1).perSecond, 100);
});

test('a group that is not full waits for more, a full one does not', () => {
  // All forty come again 10 ms after they were taken along, and are taken along 30 ms later.
  near(committing({ size: 256, lingerMs: 30 }, 1).perSecond, 40 / 0.04);
  near(committing({ size: 20, lingerMs: 30 }, 1).perSecond, committing({ size: 20 }, 1).perSecond);
});

test('groups are under way side by side when they are of different listings only', () => {
  near(committing({ size: 1, atOnce: 3 }, 1).perSecond, 100);
  near(committing({ size: 1, atOnce: 3 }, 40).perSecond, 300);
});

test('replicas take turns at a listing', () => {
  const kind = { atOnce: 3, size: 1, stages: () => [{ wait: 10 }] };
  const run = (turns: object) =>
    simulate({
      servers: {},
      groups: { one: { ...kind, ...turns }, other: { ...kind, ...turns } },
      visit: (n) => [{ join: n % 2 ? 'one' : 'other', of: 'listing' }],
      clients: 20,
      forMs,
    });
  const shared = run({ turns: 'listing' });
  near(shared.perSecond, 100);
  near(shared.groups.one!.held, 1);
  near(run({}).perSecond, 200); // without turns the test would see it
});

/** Groups whose work ends when the test says so. */
function opened(kind: { atOnce: number; size: number; turns?: string }) {
  const under: (() => void)[] = [];
  const served: string[] = [];
  const go = (stages: Stage[], then: () => void) => {
    if (stages.length > 0 && 'use' in stages[0]!) under.push(then);
    else then();
  };
  const stages = (): Stage[] => [{ use: 'commit', ms: 1 }];
  const both = { one: { ...kind, stages }, other: { ...kind, stages } };
  const groups = openGroups(both, { go, now: () => 0, countFrom: 0, until: 1 });
  return {
    come: (group: string, key: string, name: string) => groups.join(group, key, () => served.push(name)),
    commit: () => under.shift()?.(),
    under,
    served,
  };
}

test('members are served in the order in which they came', () => {
  const { come, commit, served } = opened({ atOnce: 1, size: 2 });
  for (const name of ['a', 'b', 'c', 'd']) come('one', 'x', name);
  for (let n = 0; n < 3; n++) commit();
  expect(served).toEqual(['a', 'b', 'c', 'd']);
});

test('a group goes on without the listing that another replica has, which is waited for alone', () => {
  const { come, commit, under, served } = opened({ atOnce: 2, size: 9, turns: 'listing' });
  come('one', 'x', 'x of one'); // has the turn of x
  come('other', 'z', 'z'); // keeps a slot busy until the next two have come
  come('other', 'y', 'y');
  come('other', 'x', 'x of other');
  come('other', 'w', 'w');
  expect(under).toHaveLength(3);
  commit();
  expect(served).toEqual(['x of one']);
  for (let n = 0; n < 6; n++) commit();
  expect(served.toSorted()).toEqual(['w', 'x of one', 'x of other', 'y', 'z']);
});
