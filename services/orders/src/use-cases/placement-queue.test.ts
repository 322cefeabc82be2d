import { describe, expect, test } from '@jest/globals';
import { type Outcome, openPlacementQueue, type QueueOptions } from './placement-queue.ts';

interface Serving {
  requests: string[];
  finish(outcomes?: Outcome<string>[]): void;
}

/** A queue of requests such as `a1`, for the listing `a`, whose groups are served when the test says so. */
function aQueue(changes: Partial<QueueOptions<string, string>> = {}) {
  const groups: Serving[] = [];
  const ask = openPlacementQueue<string, string>({
    serve: (requests) =>
      new Promise((resolve) => {
        const answers = requests.map((request) => ({ answer: `${request}!` }));
        groups.push({ requests: [...requests], finish: (outcomes = answers) => resolve(outcomes) });
      }),
    listingOf: (request) => request[0]!,
    groups: 2,
    groupSize: 10,
    mostWaiting: 5,
    patienceMs: 60_000,
    ...changes,
  });
  return { ask, groups, requests: () => groups.map(({ requests }) => requests) };
}

/** Of a request whose answer a test does not wait for. */
const ignored = (answer: Promise<string>) => void answer.catch(() => {});

/** Lets everything happen that is due. */
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a queue of placements', () => {
  test('who comes while a group is served is in the next one, in the order of arrival', async () => {
    const { ask, groups, requests } = aQueue();
    const answers = [ask('a1')];
    await turn();
    answers.push(ask('a2'), ask('a3'));
    await turn();
    expect(requests()).toEqual([['a1']]);
    groups[0]!.finish();
    await turn();
    expect(requests()).toEqual([['a1'], ['a2', 'a3']]);
    groups[1]!.finish();
    expect(await Promise.all(answers)).toEqual(['a1!', 'a2!', 'a3!']);
  });

  test('a group takes everybody along whose listing no other group is busy with', async () => {
    const { ask, groups, requests } = aQueue();
    ignored(ask('a1'));
    await turn();
    for (const request of ['a2', 'b1', 'c1', 'b2']) ignored(ask(request));
    await turn();
    expect(requests()).toEqual([['a1'], ['b1', 'b2', 'c1']]);
    groups[0]!.finish();
    await turn();
    expect(requests()[2]).toEqual(['a2']);
  });

  test('a listing that was not free is waited for by a group of its own, and first', async () => {
    const { ask, groups, requests } = aQueue({ groups: 1 });
    const answer = ask('a1');
    ignored(ask('b1'));
    await turn();
    ignored(ask('b2'));
    ignored(ask('a2'));
    groups[0]!.finish(['again', { answer: 'b1!' }]);
    await turn();
    expect(requests()[1]).toEqual(['a1', 'a2']);
    groups[1]!.finish();
    expect(await answer).toBe('a1!');
    await turn();
    expect(requests()[2]).toEqual(['b2']);
  });

  test('a group is no larger than allowed, and one that fails as a whole fails for all of its members', async () => {
    const { ask, requests } = aQueue({ groupSize: 2, serve: () => Promise.reject(new Error('broken')) });
    const asked = ['a1', 'a2', 'a3'].map(ask);
    const settled = await Promise.allSettled(asked);
    expect(settled.map((one) => one.status === 'rejected' && one.reason.message)).toEqual([
      'broken',
      'broken',
      'broken',
    ]);
    expect(requests()).toEqual([]);

    const { ask: askSome, requests: groupsOfTwo } = aQueue({ groupSize: 2, groups: 1 });
    for (const request of ['a1', 'a2', 'a3']) ignored(askSome(request));
    await turn();
    expect(groupsOfTwo()).toEqual([['a1', 'a2']]);
  });

  test('no more may wait than agreed', async () => {
    const { ask } = aQueue({ groups: 0 });
    for (const request of ['a1', 'a2', 'a3', 'a4', 'a5']) ignored(ask(request));
    await expect(ask('a6')).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
  });

  test('who has waited too long is sent away, the first first', async () => {
    const { ask } = aQueue({ groups: 0, patienceMs: 1 });
    const settled = await Promise.allSettled(['a1', 'b1', 'a2'].map(ask));
    expect(settled).toMatchObject(settled.map(() => ({ status: 'rejected', reason: { status: 503 } })));
  });
});
