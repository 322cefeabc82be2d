import Stripe from 'stripe';
import type { Payment, Reference } from '../payment.ts';
import type { Reply, Step } from '../settlement.ts';
import { replyOfError, toIntent } from './replies.ts';

/** A signed message of Stripe about something that happened to a PaymentIntent. */
export interface Webhook {
  id: string;
  type: string;
  stripeId: string | undefined;
}

export interface Provider {
  /** Takes a step. It may have been taken before under the same key; then this tells what came of it. Never rejects. */
  ask(step: Step, payment: Payment, key: string): Promise<Reply>;
  /** The message of a webhook, or undefined when Stripe did not sign it. */
  readWebhook(body: Buffer, signature: string): Webhook | undefined;
}

interface StripeOptions {
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
  STRIPE_API_URL?: string | undefined;
  STRIPE_TIMEOUT_MS: number;
  PUBLIC_URL: string;
}

const expand = ['latest_charge'];
/** How old a webhook may be: five minutes, as Stripe advises, and some more for clocks that are off by as much. */
const TOLERANCE_SECONDS = 360;

export function openStripe(options: StripeOptions): Provider {
  // Repeating is the business of the worker, which waits longer and outlives this process.
  const client = new Stripe(options.STRIPE_SECRET_KEY, {
    maxNetworkRetries: 0,
    timeout: options.STRIPE_TIMEOUT_MS,
    telemetry: false,
    ...(options.STRIPE_API_URL && address(new URL(options.STRIPE_API_URL))),
  });
  const { paymentIntents, refunds } = client;
  const intent = async (asked: Promise<Stripe.PaymentIntent>): Promise<Reply> => ({
    kind: 'intent',
    intent: toIntent(await asked),
  });

  async function take(step: Step, payment: Payment, idempotencyKey: string): Promise<Reply> {
    const id = payment.stripeId ?? '';
    const once = { idempotencyKey };
    switch (step) {
      case 'create':
        return intent(paymentIntents.create(newIntent(payment), once));
      case 'confirm': {
        const card = cardOf(payment.attempt!.reference);
        const return_url = `${options.PUBLIC_URL}/orders/${payment.orderId}`;
        return intent(paymentIntents.confirm(id, { ...card, return_url, expand }, once));
      }
      case 'capture':
        return intent(paymentIntents.capture(id, { expand }, once));
      case 'cancel':
        return intent(paymentIntents.cancel(id, { expand }, once));
      case 'refund':
        return { kind: 'refund', id: (await refunds.create({ payment_intent: id }, once)).id };
      case 'look': {
        const found = await paymentIntents.retrieve(id, { expand });
        const given = found.status === 'succeeded' ? await refunds.list({ payment_intent: id, limit: 100 }) : undefined;
        return { kind: 'intent', intent: toIntent(found, given?.data) };
      }
    }
  }

  return {
    ask: (step, payment, key) => take(step, payment, key).catch(replyOfError),
    readWebhook(body, signature) {
      try {
        const { STRIPE_WEBHOOK_SECRET: secret } = options;
        const { id, type, data } = client.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS);
        if (!(secondsAhead(signature) <= TOLERANCE_SECONDS)) return undefined;
        const {
          object,
          id: objectId,
          payment_intent,
        } = data.object as { object?: string; id?: string; payment_intent?: unknown };
        const stripeId = object === 'payment_intent' ? objectId : payment_intent;
        return { id, type, stripeId: typeof stripeId === 'string' ? stripeId : undefined };
      } catch {
        return undefined;
      }
    },
  };
}

const newIntent = ({ id, orderId, amount, currency }: Payment): Stripe.PaymentIntentCreateParams => ({
  amount,
  currency: currency.toLowerCase(),
  capture_method: 'manual',
  allowed_payment_method_types: ['card'],
  metadata: { orderId, paymentId: id },
});

function cardOf(reference: Reference): Stripe.PaymentIntentConfirmParams {
  if ('paymentMethodId' in reference) return { payment_method: reference.paymentMethodId };
  // The SDK's types leave out `card` here, which the API takes for a token.
  const data = { type: 'card', card: { token: reference.token } };
  return { payment_method_data: data as Stripe.PaymentIntentConfirmParams.PaymentMethodData };
}

/** How far in the future a webhook is dated; the SDK, which goes by the last date of several, would take any. */
function secondsAhead(signature: string): number {
  const signedAt = /^(?:.*,)?t=(\d+)(?:,|$)/.exec(signature)?.[1];
  return Number(signedAt) - Date.now() / 1000;
}

function address({ protocol, hostname, port }: URL) {
  const secure = protocol === 'https:';
  return { protocol: secure ? 'https' : 'http', host: hostname, port: port || (secure ? 443 : 80) } as const;
}
