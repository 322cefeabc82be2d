import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { lookAgainAtRefunds } from '../store/refund-failures.ts';

/** The poll behind the webhooks that tell of a refund which a bank sent back, or which was made by hand after that. */
export const watchRefunds = (kit: PaymentsKit): Worker => ({
  name: 'watch-refunds',
  everyMs: 10 * 60 * 1000,
  run: () => lookAgainAtRefunds(kit.db),
});
