import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks `condition` again and again until it holds; says whether it did in time.
 * @param {() => boolean | Promise<boolean>} condition
 * @param {{ timeoutMs: number, everyMs?: number, signal?: AbortSignal }} options
 */
export async function until(condition, { timeoutMs, everyMs = 50, signal }) {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await delay(everyMs, undefined, { signal });
  }
  return true;
}
