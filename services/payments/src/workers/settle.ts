import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { type Claimed, claimDue } from '../store/claims.ts';
import { advance, leaseMs } from './advance.ts';

const AT_ONCE = 16;

/**
 * Does what payments owe: captures, voids, refunds, and asks what became of calls without an outcome. One that waits
 * for Stripe holds no other up, so a run only begins them.
 */
export const settle = (kit: PaymentsKit): Worker => {
  const { settling } = kit.resources;

  function begin(claim: string, { paymentId, trace }: Claimed) {
    const work = advance(kit, paymentId, claim, trace)
      .catch((error) => kit.log.warn({ error: (error as Error).message, paymentId }, 'settling failed; trying again'))
      .finally(() => {
        const wasFull = settling.size >= AT_ONCE;
        settling.delete(work);
        if (wasFull) kit.wake('settle');
      });
    settling.add(work);
  }

  return {
    name: 'settle',
    everyMs: 500,
    async run() {
      const free = AT_ONCE - settling.size;
      if (free <= 0) return;
      const claim = newId();
      for (const due of await claimDue(kit.db, claim, leaseMs(kit), free)) begin(claim, due);
    },
  };
};
