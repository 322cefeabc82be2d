import { CommitUnknown } from '@frontrow/common/database';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { inGroups, type Outcome } from './groups.ts';

/** A member is a name; those of one letter have one key. What the test gives for a group is what comes of it. */
type Give = (group: string[], isAlone: boolean) => Map<string, Outcome<string>> | Error;
let groups: string[][];
let give: Give;
beforeEach(() => {
  groups = [];
  give = doneAll;
});

const doneAll: Give = (group) => new Map(group.map((member) => [member, { result: `${member} done` }]));
const errorWith = (code: string) => Object.assign(new Error(code), { code });

const start = (atMost = 10) =>
  inGroups<string, string>(
    async (group, isAlone) => {
      groups.push(group);
      await new Promise(setImmediate);
      const given = give(group, isAlone);
      if (given instanceof Error) throw given;
      return given;
    },
    { keyOf: (member) => member[0]!, atMost },
  );
const say = (settled: PromiseSettledResult<string>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value : `error ${(one.reason as Error).message}`));
const all = async (does: (member: string) => Promise<string>, ...members: string[]) =>
  say(await Promise.allSettled(members.map(does)));

describe('groups', () => {
  test('what comes while one is under way is the next', async () => {
    const does = start();
    const first = does('a');
    await new Promise(setImmediate); // the first group is under way
    expect(groups).toEqual([['a']]);
    expect(await all(does, 'b', 'c', 'd')).toEqual(['b done', 'c done', 'd done']);
    expect(await first).toBe('a done');
    expect(groups).toEqual([['a'], ['b', 'c', 'd']]);
  });

  test('one key comes once, in the order of arrival, and no group is too big', async () => {
    expect(await all(start(3), 'a1', 'a2', 'b1', 'a3', 'c1', 'd1', 'b2')).toHaveLength(7);
    expect(groups).toEqual([['a1', 'b1', 'c1'], ['a2', 'd1', 'b2'], ['a3']]);
  });

  test('the error of one is its own, and whom a group leaves out is done alone', async () => {
    give = (group, isAlone) => {
      const outcomes = doneAll(group, isAlone) as Map<string, Outcome<string>>;
      if (outcomes.has('b')) outcomes.set('b', { error: new Error('refused') });
      if (!isAlone) outcomes.delete('c');
      return outcomes;
    };
    expect(await all(start(), 'a', 'b', 'c', 'd')).toEqual(['a done', 'error refused', 'c done', 'd done']);
    expect(groups).toEqual([['a', 'b', 'c', 'd'], ['c']]);
    expect(await all(start(), 'c')).toEqual(['c done']);
    expect(groups.slice(2)).toEqual([['c'], ['c']]); // it would have kept the next group waiting
  });

  test.each([
    ['breaks a rule of the database', '23514'],
    ['waits for a lock in vain', '55P03'],
    ['is in the way of another', '40P01'],
  ])('one that %s harms no other: each is done alone', async (_name, code) => {
    give = (group) => (group.includes('b') ? errorWith(code) : doneAll(group, false));
    expect(await all(start(), 'a', 'b', 'c')).toEqual(['a done', `error ${code}`, 'c done']);
    expect(groups).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
  });

  test.each([
    ['whose commit may have happened', new CommitUnknown(errorWith('ECONNRESET'))],
    ['that no database answered', errorWith('ECONNREFUSED')],
  ])('one %s is not tried again', async (_name, error) => {
    give = () => error;
    expect(await all(start(), 'a', 'b')).toEqual([`error ${error.message}`, `error ${error.message}`]);
    expect(groups).toEqual([['a', 'b']]);
  });

  test('goes on after any error', async () => {
    const does = start();
    give = () => errorWith('ECONNREFUSED');
    await all(does, 'a', 'b');
    give = doneAll;
    expect(await all(does, 'a')).toEqual(['a done']);
  });
});
