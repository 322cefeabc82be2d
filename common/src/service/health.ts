import { Router } from 'express';
import type { Registry } from 'prom-client';

/** Each check resolves when the thing named is usable and rejects with why it is not. */
export type Checks = Record<string, () => Promise<void>>;

/** What is wrong, by name; empty when all is well. */
export async function failures(checks: Checks): Promise<Record<string, string>> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await check();
        return [];
      } catch (error) {
        return [[name, (error as Error).message] as const];
      }
    }),
  );
  return Object.fromEntries(results.flat());
}

/**
 * A look at something that is made once a second at most, however many ask, and that fails when its answer takes longer than
 * two: then who asks is told so while the look goes on, and no further one is begun.
 */
export function looked<T>(check: () => Promise<T>, { everyMs = 1_000, deadlineMs = 2_000 } = {}): () => Promise<T> {
  let outcome: Promise<T> | undefined;
  let begun = Number.NEGATIVE_INFINITY;
  let running = false;
  return () => {
    const now = performance.now();
    if (!outcome || (!running && now - begun >= everyMs)) {
      begun = now;
      running = true;
      outcome = check().finally(() => {
        running = false;
      });
    }
    return before(begun + deadlineMs - now, outcome);
  };
}

/** Rejects when something takes longer than so many milliseconds. */
function before<T>(ms: number, something: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Error('does not answer')), Math.max(ms, 0));
  });
  return Promise.race([something, tooLate]).finally(() => clearTimeout(late));
}

/** Live: the process answers. Ready: it has started and can answer requests. Not meant for the outside. */
export function healthRoutes(checks: Checks, registry: Registry): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  router.get('/health/ready', async (_request, response) => {
    const failing = await failures(checks);
    const ready = Object.keys(failing).length === 0;
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks: failing });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
