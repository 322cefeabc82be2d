import { setTimeout as sleep } from 'node:timers/promises';

/** Tries an assertion every `everyMs` until it holds, at most for `withinMs`; then fails with its last error. */
export async function eventually<T>(assertion: () => Promise<T> | T, withinMs = 10_000, everyMs = 20): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(everyMs);
    }
  }
}
