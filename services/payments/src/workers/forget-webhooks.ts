import type { Worker } from '@frontrow/common/service';
import type { PaymentsKit } from '../config.ts';
import { forgetOldEvents } from '../store/stripe-events.ts';

/** Forgets the ids of webhooks that cannot come again. */
export const forgetWebhooks = (kit: PaymentsKit): Worker => ({
  name: 'forget-webhooks',
  everyMs: 60 * 60 * 1000,
  run: () => forgetOldEvents(kit.db),
});
