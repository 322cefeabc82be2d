import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { forgetOldDeclines, forgetOldNetworks } from '../store/declines.ts';
import { forgetOldEvents } from '../store/stripe-events.ts';

/** Forgets the ids of webhooks that cannot come again, and what of declines and good cards counts no more. */
export const forget = (kit: PaymentsKit): Worker => ({
  name: 'forget',
  everyMs: 60 * 60 * 1000,
  async run() {
    await forgetOldEvents(kit.db);
    await forgetOldDeclines(kit.db);
    await forgetOldNetworks(kit.db);
  },
});
