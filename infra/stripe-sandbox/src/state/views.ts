import type Stripe from 'stripe';
import type { Store } from './store.ts';

/** An event as it is told: `pending_webhooks` is what is still on its way at this moment. */
export function eventView(store: Store, event: Stripe.Event): Stripe.Event {
  const pending = store.all('deliveries').filter((delivery) => delivery.event === event.id);
  return { ...event, pending_webhooks: pending.length };
}
