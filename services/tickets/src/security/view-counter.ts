import { createHmac, randomBytes } from 'node:crypto';

/** So many views of one listing count from one address and day: enough for a household, too few to boast with. */
const MOST_A_DAY = 20;
/** So many pairs of address and listing are remembered, at some 100 bytes each; then the limit starts anew. */
const MOST_VIEWERS = 200_000;
/** So many listings are counted between two flushes: ids are taken on trust, so that counting asks no database. */
const MOST_LISTINGS = 10_000;

export interface ViewCounter {
  count(ticketId: string, address: string, now: Date): void;
  /** What was counted since it was taken last, by listing. */
  take(): Map<string, number>;
  /** Counts what was taken again, since it could not be kept. */
  putBack(views: Map<string, number>): void;
}

/**
 * Counts views in memory. Addresses are only there as hashes under a key that is never stored and is thrown away at the end
 * of each day (UTC), so that nobody can tell afterwards who looked at what.
 */
export function viewCounter(): ViewCounter {
  let day = '';
  let key = randomBytes(32);
  let fresh = new Map<string, number>();
  const seen = new Map<string, number>();

  const add = (ticketId: string, views: number) => {
    if (fresh.has(ticketId) || fresh.size < MOST_LISTINGS) fresh.set(ticketId, (fresh.get(ticketId) ?? 0) + views);
  };

  function mayCount(ticketId: string, address: string, now: Date): boolean {
    const today = now.toISOString().slice(0, 10);
    if (today !== day || seen.size >= MOST_VIEWERS) {
      [day, key] = [today, randomBytes(32)];
      seen.clear();
    }
    const viewer = createHmac('sha256', key).update(`${address} ${ticketId}`).digest('base64url');
    const before = seen.get(viewer) ?? 0;
    seen.set(viewer, before + 1);
    return before < MOST_A_DAY;
  }

  return {
    count(ticketId, address, now) {
      if (mayCount(ticketId, address, now)) add(ticketId, 1);
    },
    take() {
      const taken = fresh;
      fresh = new Map();
      return taken;
    },
    putBack(views) {
      for (const [ticketId, count] of views) add(ticketId, count);
    },
  };
}
