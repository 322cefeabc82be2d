import { check, type Sources, type Violation } from '../checker/index.ts';
import type { Injector } from './injector.ts';
import type { Journal } from './journal.ts';
import { campaign } from './settings.ts';

const CHECK_EVERY_MS = 10_000;
const TELL_EVERY_MS = 1_000;

/** What checks found while things were broken. */
export interface Watched {
  checks: number;
  /** Checks that found no engine to read from. */
  missed: number;
  violations: Violation[];
}

/**
 * Tells how far the campaign is, and judges again and again what must hold at any moment. Returns how to stop, which
 * resolves to what was found.
 */
export function watch(sources: Sources, journal: Journal, injector: Injector): () => Promise<Watched> {
  const watched: Watched = { checks: 0, missed: 0, violations: [] };
  let checking = Promise.resolve();
  let busy = false;

  async function judge() {
    try {
      // What is answered while the checker reads may be newer than what it has read.
      const found = await check(sources, { settled: false, answers: [...journal.answers] });
      watched.checks++;
      watched.violations.push(...found);
    } catch {
      watched.missed++;
    }
    busy = false;
  }
  const checks = setInterval(() => {
    if (busy) return;
    busy = true;
    checking = judge();
  }, CHECK_EVERY_MS);
  const telling = setInterval(() => tell(howFar(journal, injector, watched)), TELL_EVERY_MS);

  return async () => {
    clearInterval(checks);
    clearInterval(telling);
    await checking;
    return watched;
  };
}

export const tell = (text: string) => void process.stderr.write(`progress: ${text}\n`);

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
