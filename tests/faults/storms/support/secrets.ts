import { environmentOf } from './replica.ts';

/** The key of the provider's webhooks. */
export const webhookSecret = environmentOf('payments').STRIPE_WEBHOOK_SECRET!;
