import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { lookAgainAtDisputes } from '../store/disputes.ts';

/** The poll behind the webhooks that tell how a dispute goes on. */
export const watchDisputes = (kit: PaymentsKit): Worker => ({
  name: 'watch-disputes',
  everyMs: 10 * 60 * 1000,
  run: () => lookAgainAtDisputes(kit.db),
});
