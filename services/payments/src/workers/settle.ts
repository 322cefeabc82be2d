import type { Id } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { type Claimed, claimDue } from '../store/claims.ts';
import { advancer } from './advance.ts';

/** Payments that one process settles at a time. */
const AT_ONCE = 64;

/**
 * Does what payments owe: captures, voids, refunds, and asks what became of calls without an outcome. One that waits
 * for Stripe holds no other up, so a run only begins them. Whatever makes a payment due wakes it; its turns find what a
 * dead process has left.
 */
export const settle = (kit: PaymentsKit): Worker => {
  const advance = advancer(kit);
  let busy = 0;
  let someAreLeft = false;

  async function begin(claim: Id, { paymentId, trace }: Claimed) {
    busy += 1;
    try {
      await advance(paymentId, claim, trace);
    } catch (error) {
      kit.log.warn(
        { error: (error as Error).message, paymentId },
        'settling failed; trying again when the claim lapses',
      );
    }
    busy -= 1;
    if (someAreLeft) kit.wake('settle');
  }

  return {
    name: 'settle',
    everyMs: 1_000,
    async run() {
      const room = AT_ONCE - busy;
      if (room <= 0) return;
      const claim = newId();
      const claimed = await claimDue(kit.db, claim, room);
      someAreLeft = claimed.length === room;
      for (const due of claimed) void begin(claim, due);
    },
  };
};
