import { join } from 'node:path';
import { startTestStack } from '../../../infra/local/runner/test-environment.js';
import { openBench } from '../bench.js';

/** Holds must not lapse during a run, and buyers and accounts are used many times. Limits per listing stay as they are. @type {Record<string, Record<string, string>>} */
const SETTINGS = {
  orders: { HOLD_SECONDS: '7200', HOLDS_IN_ALL: '1000000' },
  auth: { TRIES_PER_ACCOUNT_AND_ADDRESS: '1000000', TRIES_PER_ACCOUNT: '1000000', TRIES_PER_ADDRESS: '1000000' },
  payments: { DECLINES_PER_ACCOUNT: '1000000' },
};

/**
 * Starts a stack that holds only the demo market, runs `work` on it, and stops it.
 * @param {{ dir: string, quick: boolean, rounds: number, minutes: number }} options
 * @param {import('../../../infra/local/base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 * @param {(bench: import('../bench.js').Bench) => Promise<void>} work
 */
export async function onStack({ dir, quick, rounds, minutes }, progress, signal, work) {
  const stateDir = join(dir, 'stack');
  const stack = await startTestStack(stateDir, progress, signal, {
    settings: (_instance, process) => ({ LOG_LEVEL: 'warn', ...SETTINGS[process] }),
  });
  try {
    const url = /** @type {string} */ (stack.env.BASE_URL);
    const bench = await openBench({ stateDir, url, quick, rounds, minutes, signal });
    try {
      await work(bench);
    } finally {
      await bench.close();
    }
  } finally {
    await progress.step('stop everything', () => stack.stop());
  }
}

/** The open findings of the stack's auditor, which has watched the whole run. @param {import('../bench.js').Bench} bench */
export async function findingsOf({ databases }) {
  const found = await databases.query(
    'audit',
    'select words, count(*)::int as n from findings where closed_at is null group by words',
  );
  return found.map(({ words, n }) => `the auditor found ${n} times: ${words}`);
}
