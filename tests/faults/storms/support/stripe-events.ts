import Stripe from 'stripe';
import { bodyOf, send } from '../../../system/support/http.ts';
import { ports, secrets } from '../../../system/support/instance.ts';
import { webhookSecret } from './secrets.ts';

/** The provider, as the services see it. */
export const provider = new Stripe(secrets.stripeSecretKey, {
  protocol: 'http',
  host: '127.0.0.1',
  port: ports.sandbox!,
  telemetry: false,
});

const control = (method: string, path: string, body?: object) =>
  fetch(`http://127.0.0.1:${ports.sandbox}/_sandbox${path}`, {
    method,
    headers: { authorization: `Bearer ${secrets.stripeSecretKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

/** From now on the provider's own webhooks get lost; resolves to how to let them through again. */
export async function loseWebhooks(): Promise<() => Promise<void>> {
  const answer = await control('POST', '/faults', { kind: 'webhook-drop', times: null });
  const { id } = (await answer.json()) as { id: string };
  return async () => void (await control('DELETE', `/faults/${id}`));
}

/** The events about these PaymentIntents, the oldest first. */
export async function eventsAbout(stripeIds: Set<string>): Promise<Stripe.Event[]> {
  const found: Stripe.Event[] = [];
  for await (const event of provider.events.list({ limit: 100 })) {
    const { id, payment_intent } = event.data.object as { id?: string; payment_intent?: string };
    if (stripeIds.has(id ?? '') || stripeIds.has(payment_intent ?? '')) found.push(event);
  }
  return found.reverse();
}

export const sign = (payload: string, { secret = webhookSecret, timestamp = Math.floor(Date.now() / 1000) } = {}) =>
  provider.webhooks.generateTestHeaderString({ payload, secret, timestamp });

export const deliver = (payload: string, signature: string | undefined) =>
  send('POST', '/api/payments/webhook', { body: payload, headers: { 'stripe-signature': signature } });

export async function deliverEvent(event: Stripe.Event): Promise<void> {
  const payload = JSON.stringify(event);
  bodyOf(await deliver(payload, sign(payload)), 200);
}
