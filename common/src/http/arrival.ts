import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '../contracts/index.ts';
import { isYoung } from '../database/index.ts';
import { notFound, unavailable } from './problem.ts';

const WAIT_MS = 2_000;
const LOOK_AGAIN_MS = 50;

/**
 * Loads this service's copy of another's aggregate. Right after a write elsewhere the copy may be on its way: a young
 * id is waited for, at most two seconds, and then answered 503; an id that never was is a 404 at once.
 */
export async function arrived<T>(what: string, id: Id, load: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + WAIT_MS; ; await sleep(LOOK_AGAIN_MS)) {
    const copy = await load();
    if (copy !== undefined) return copy;
    if (!isYoung(id)) throw notFound(what);
    if (Date.now() > deadline) {
      throw unavailable(`this ${what} has not arrived here yet; try again in a moment`, 2);
    }
  }
}
