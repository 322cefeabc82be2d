/** So many refusals of holds of one listing within the window are more than people bring about who share addresses. */
const REFUSALS = 20;
const WINDOW_MS = 60_000;
/** For how long after the last of them a sale counts as under attack. */
const CALM_MS = 5 * 60_000;

export interface AttackWatch {
  /** Notes that an account, or a network, was refused a hold of a listing for what it held or gave up before. */
  noteRefusal(listing: string, now: number): void;
  isUnderAttack(listing: string, now: number): boolean;
}

/** Watches sales in one process: which of them somebody takes units of and does not pay, again and again. Times in milliseconds. */
export function openAttackWatch(): AttackWatch {
  const sales = new Map<string, { refusals: number; begun: number; until: number }>();
  return {
    noteRefusal(listing, now) {
      const before = sales.get(listing);
      const sale =
        before && now - before.begun < WINDOW_MS ? before : { refusals: 0, begun: now, until: before?.until ?? 0 };
      sale.refusals += 1;
      if (sale.refusals >= REFUSALS) sale.until = now + CALM_MS;
      sales.set(listing, sale);
      // What is over is forgotten, so that memory does not grow.
      for (const [other, { begun, until }] of sales) {
        if (now - begun < WINDOW_MS || until > now) break;
        sales.delete(other);
      }
    },
    isUnderAttack: (listing, now) => (sales.get(listing)?.until ?? 0) > now,
  };
}
