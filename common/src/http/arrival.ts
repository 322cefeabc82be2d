import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '../contracts/index.ts';
import { isYoung } from '../database/index.ts';
import { notFound, unavailable } from './problem.ts';

const WAIT_MS = 2_000;
const LOOK_AGAIN_MS = 50;
/** Who made up ids could have as many look again and again; beyond so many at a time, nobody more waits. */
const MOST_WAITING = 100;
let waiting = 0;

/**
 * Loads this service's copy of another's aggregate. Right after a write elsewhere the copy may be on its way: a young
 * id is waited for, at most two seconds, and then answered 503; an id that never was is a 404 at once.
 */
export async function arrived<T>(what: string, id: Id, load: () => Promise<T | undefined>): Promise<T> {
  const found = await load();
  if (found !== undefined) return found;
  if (!isYoung(id)) throw notFound(what);
  const late = () => unavailable(`this ${what} has not arrived here yet; try again in a moment`, 2);
  if (waiting >= MOST_WAITING) throw late();
  waiting += 1;
  try {
    for (const deadline = Date.now() + WAIT_MS; Date.now() <= deadline; ) {
      await sleep(LOOK_AGAIN_MS);
      const copy = await load();
      if (copy !== undefined) return copy;
      if (!isYoung(id)) throw notFound(what);
    }
    throw late();
  } finally {
    waiting -= 1;
  }
}
