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

/** Live: the process answers. Ready: everything it needs does too. Not meant for the outside. */
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
