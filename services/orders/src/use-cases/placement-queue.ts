import { unavailable } from '@frontrow/common/http';

interface Waiting<T, R> {
  request: T;
  listing: string;
  /** When it gives up, by this process's clock: milliseconds of `performance.now()`. */
  until: number;
  /** Its listing was not free before: now it is waited for, and nobody else waits with it. */
  alone: boolean;
  resolve(answer: R): void;
  reject(error: unknown): void;
}

/** What a group came to: the answer of each request, or `again` for one whose listing somebody else was busy with. */
export type Outcome<R> = { answer: R } | { error: unknown } | 'again';

export interface QueueOptions<T, R> {
  /** Serves requests as one commit. Those for a single listing wait for it. */
  serve(requests: readonly T[]): Promise<Outcome<R>[]>;
  listingOf(request: T): string;
  /** Groups at a time, of different listings; each needs a connection. */
  groups: number;
  /** Requests in a group at most. */
  groupSize: number;
  /** Requests that may wait; one more is turned away at once. */
  mostWaiting: number;
  /** How long one may wait before it is turned away. */
  patienceMs: number;
}

const CHECK_MS = 250;

/**
 * Serves requests in groups: whoever comes while a group is being served is in the next one, so nobody waits for company.
 * Requests for one listing are served in the order in which they came, by one group at a time. A group begins with whoever
 * waits longest and takes everybody along for listings that no other group is busy with.
 */
export function openPlacementQueue<T, R>(options: QueueOptions<T, R>): (request: T) => Promise<R> {
  const { serve, listingOf, groups, groupSize, mostWaiting, patienceMs } = options;
  /** By listing, in the order in which they came; the listings in the order in which their first came. */
  const lines = new Map<string, Waiting<T, R>[]>();
  const busy = new Set<string>();
  let waiting = 0;
  let running = 0;
  let checking: NodeJS.Timeout | undefined;

  function nextGroup(): Waiting<T, R>[] {
    const free = [...lines].filter(([listing]) => !busy.has(listing));
    free.sort(([, [one]], [, [other]]) => one!.until - other!.until);
    const group: Waiting<T, R>[] = [];
    for (const [listing, line] of free) {
      if (group.length === groupSize || group[0]?.alone) break;
      if (group.length > 0 && line[0]!.alone) continue;
      group.push(...line.splice(0, groupSize - group.length));
      if (line.length === 0) lines.delete(listing);
    }
    waiting -= group.length;
    return group;
  }

  function begin() {
    while (running < groups) {
      const group = nextGroup();
      if (group.length === 0) return;
      running += 1;
      const listings = new Set(group.map(({ listing }) => listing));
      for (const listing of listings) busy.add(listing);
      void finish(group).then(() => {
        running -= 1;
        for (const listing of listings) busy.delete(listing);
        begin();
      });
    }
  }

  async function finish(group: Waiting<T, R>[]) {
    const outcomes = await serve(group.map(({ request }) => request)).catch((error) => group.map(() => ({ error })));
    const again: Waiting<T, R>[] = [];
    group.forEach((member, index) => {
      const outcome = outcomes[index]!;
      if (outcome === 'again') again.push(member);
      else if ('answer' in outcome) member.resolve(outcome.answer);
      else member.reject(outcome.error);
    });
    for (const member of again.reverse()) add({ ...member, alone: true }, 'first');
  }

  function add(member: Waiting<T, R>, place: 'first' | 'last') {
    const line = lines.get(member.listing);
    if (!line) lines.set(member.listing, [member]);
    else if (place === 'first') line.unshift(member);
    else line.push(member);
    waiting += 1;
    checking ??= setInterval(turnAwayLate, CHECK_MS).unref();
  }

  /** Those who wait for one listing give up in the order in which they came. */
  function turnAwayLate() {
    const now = performance.now();
    for (const [listing, line] of lines) {
      while (line.length > 0 && line[0]!.until <= now) {
        waiting -= 1;
        line.shift()!.reject(tooMany());
      }
      if (line.length === 0) lines.delete(listing);
    }
    if (lines.size > 0) return;
    clearInterval(checking);
    checking = undefined;
  }

  return (request) =>
    new Promise((resolve, reject) => {
      if (waiting >= mostWaiting) return reject(tooMany());
      const until = performance.now() + patienceMs;
      add({ request, listing: listingOf(request), until, alone: false, resolve, reject }, 'last');
      // What the same moment brought is one group.
      setImmediate(begin);
    });
}

const tooMany = () => unavailable('too many are buying at this moment; try again in a moment', 2, 'too_many_waiting');
