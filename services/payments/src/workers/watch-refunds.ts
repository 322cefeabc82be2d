import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { lookAgainAtRefunds } from '../store/refund-failures.ts';

/** The poll behind the webhook that tells of a refund which a bank sent back. */
export const watchRefunds = (kit: PaymentsKit): Worker => ({
  name: 'watch-refunds',
  everyMs: 10 * 60 * 1000,
  run: () => lookAgainAtRefunds(kit.db),
});
