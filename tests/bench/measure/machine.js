import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../../infra/local/options.js';
import { busyTime } from './processor-time.js';

/** How many cores are busy before the bench starts anything. @param {AbortSignal} signal */
export async function coresOfOthers(signal) {
  const [before, since] = [busyTime(), performance.now()];
  await wait(3_000, undefined, { signal });
  return (busyTime() - before) / (performance.now() - since);
}

/** What is measured, as far as git knows. */
export function commit() {
  try {
    const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}

/** Where it is measured. @param {string} postgres its version */
export const machine = (postgres) => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres,
});
