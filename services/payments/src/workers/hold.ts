import type { Queryable } from '@frontrow/common/database';
import { type Holding, LEASE_MS, renewClaims } from '../store/claims.ts';

/** Does `work` while a claim is held. */
export type WhileHolding = <T>(holding: Holding, work: () => Promise<T>) => Promise<T>;

/**
 * Keeps claims while Stripe is asked: all that are held here are renewed together, each for as long as nobody else has it.
 * A renewal that fails may be made up for by the next.
 */
export function holder(database: Queryable): WhileHolding {
  const held = new Set<Holding>();
  let timer: NodeJS.Timeout | undefined;
  return async (holding, work) => {
    held.add(holding);
    timer ??= setInterval(() => void renewClaims(database, [...held]).catch(() => {}), LEASE_MS / 4);
    try {
      return await work();
    } finally {
      held.delete(holding);
      if (held.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    }
  };
}
