import { setTimeout as sleep } from 'node:timers/promises';
import { tell } from '../../system/support/instance.ts';
import { readRecords, type Sources, type Violation, violationsIn } from '../checker/index.ts';
import type { Injector } from './injector.ts';
import type { Journal } from './journal.ts';
import { campaign } from './settings.ts';

const CHECK_EVERY_MS = 4_000;
/** The checker reads everything, so the longer it takes the more seldom it looks: a tenth of the time at most. */
const REST = 9;
const TELL_EVERY_MS = 1_000;
/** While an engine is away there is nothing to read: the check waits for it, but not for ever. */
const WAITS_MS = 30_000;
const ASK_AGAIN_MS = 1_000;

/** What checks found while things were broken. */
export interface Watched {
  checks: number;
  /** Checks that waited for an engine to read from in vain. */
  missed: number;
  violations: Violation[];
}

/**
 * Tells how far the campaign is, and judges again and again what must hold at any moment. Returns how to stop, which
 * resolves to what was found.
 */
export function watch(sources: Sources, journal: Journal, injector: Injector): () => Promise<Watched> {
  const watched: Watched = { checks: 0, missed: 0, violations: [] };
  const stopping = new AbortController();

  /** Resolves to how long the check itself took, in milliseconds. */
  async function judge(): Promise<number> {
    const givesUp = performance.now() + WAITS_MS;
    for (;;) {
      const since = performance.now();
      // What is answered while the checker reads may be newer than what it has read.
      const records = await readRecords(sources, [...journal.answers]).catch(() => undefined);
      if (records) {
        watched.violations.push(...violationsIn(records, false));
        watched.checks++;
        return performance.now() - since;
      }
      if (performance.now() > givesUp || stopping.signal.aborted) {
        watched.missed++;
        return 0;
      }
      await sleep(ASK_AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const judging = (async () => {
    for (let rest = CHECK_EVERY_MS; ; ) {
      await sleep(rest, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      rest = Math.max(CHECK_EVERY_MS, REST * (await judge()));
    }
  })();
  judging.catch(() => {}); // whoever stops it is told
  const telling = setInterval(() => tell(howFar(journal, injector, watched)), TELL_EVERY_MS);

  return async () => {
    stopping.abort();
    clearInterval(telling);
    await judging;
    return watched;
  };
}

function howFar({ placed, errors }: Journal, injector: Injector, { violations }: Watched): string {
  const { seed, orders, faults } = campaign;
  const parts = [
    `seed ${seed}`,
    `${placed} of ${orders} orders`,
    `${injector.count()} of ${faults} faults`,
    ...(violations.length > 0 ? [`${violations.length} VIOLATIONS`] : []),
    ...(errors.size > 0 ? [`${[...errors.values()].reduce((sum, count) => sum + count, 0)} errors`] : []),
    injector.broken().join(' + ') || 'all whole',
  ];
  return parts.join(' · ');
}
