import type { Id } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { type Claimed, claimDue } from '../store/claims.ts';
import { advance } from './advance.ts';

const AT_ONCE = 16;

/**
 * Does what payments owe: captures, voids, refunds, and asks what became of calls without an outcome. One that waits
 * for Stripe holds no other up, so a run only begins them.
 */
export const settle = (kit: PaymentsKit): Worker => {
  let busy = 0;

  async function begin(claim: Id, { paymentId, trace }: Claimed) {
    busy += 1;
    try {
      await advance(kit, paymentId, claim, trace);
    } catch (error) {
      kit.log.warn(
        { error: (error as Error).message, paymentId },
        'settling failed; trying again when the claim lapses',
      );
    }
    busy -= 1;
    if (busy === AT_ONCE - 1) kit.wake('settle');
  }

  return {
    name: 'settle',
    everyMs: 500,
    async run() {
      if (busy >= AT_ONCE) return;
      const claim = newId();
      for (const due of await claimDue(kit.db, claim, AT_ONCE - busy)) void begin(claim, due);
    },
  };
};
