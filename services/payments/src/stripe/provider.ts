import Stripe from 'stripe';
import type { Payment, Reference } from '../payment.ts';
import type { FoundIntent } from '../reconciliation.ts';
import type { Reply, Step } from '../settlement.ts';
import { replyOfError, toDispute, toFound, toIntent } from './replies.ts';

/** A signed message of Stripe about something that happened to a PaymentIntent. */
export interface Webhook {
  id: string;
  type: string;
  stripeId: string | undefined;
}

export interface Provider {
  /** Takes a step. It may have been taken before under the same key; then this tells what came of it. Never rejects. */
  ask(step: Step, payment: Payment, key: string): Promise<Reply>;
  /** The fingerprint of a card; undefined when Stripe does not tell. Never rejects. */
  fingerprintOf(reference: Reference): Promise<string | undefined>;
  /** The PaymentIntents made since then, the newest first, by pages. Rejects when Stripe does not answer. */
  intentsSince(since: Date): AsyncIterable<FoundIntent[]>;
  /** Undefined when Stripe has no such PaymentIntent. */
  findIntent(id: string): Promise<FoundIntent | undefined>;
  /** Gives back whatever a PaymentIntent holds, or took. Rejects when that is not certain to be done. */
  release(found: FoundIntent): Promise<void>;
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

/** `installation` names this installation in whatever it makes at Stripe. */
export function openStripe(options: StripeOptions, installation: () => Promise<string>): Provider {
  // Repeating is the business of the worker, which waits longer and outlives this process.
  const client = new Stripe(options.STRIPE_SECRET_KEY, {
    maxNetworkRetries: 0,
    timeout: options.STRIPE_TIMEOUT_MS,
    telemetry: false,
    ...(options.STRIPE_API_URL && address(new URL(options.STRIPE_API_URL))),
  });
  const { disputes, paymentIntents, paymentMethods, refunds, tokens } = client;
  const intent = async (asked: Promise<Stripe.PaymentIntent>): Promise<Reply> => ({
    kind: 'intent',
    intent: toIntent(await asked),
  });

  async function take(step: Step, payment: Payment, idempotencyKey: string): Promise<Reply> {
    const id = payment.stripeId ?? '';
    const once = { idempotencyKey };
    switch (step) {
      case 'create':
        return intent(paymentIntents.create(newIntent(payment, await installation()), once));
      case 'find':
        return find(payment);
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
        if (found.status !== 'succeeded') return { kind: 'intent', intent: toIntent(found) };
        const given = await refunds.list({ payment_intent: id, limit: 100 });
        const isDisputed = (found.latest_charge as Stripe.Charge | null)?.disputed;
        const [latest] = isDisputed ? (await disputes.list({ payment_intent: id, limit: 1 })).data : [];
        return { kind: 'intent', intent: { ...toIntent(found, given.data), dispute: latest && toDispute(latest) } };
      }
    }
  }

  /** The PaymentIntent that was made for a payment; of several, one that a card was put to. Search lags by a minute. */
  async function find({ id }: Payment): Promise<Reply> {
    const { data } = await paymentIntents.search({ query: `metadata['paymentId']:'${id}'`, limit: 100 });
    const oldestFirst = data.toSorted((a, b) => a.created - b.created);
    const best =
      oldestFirst.find(({ status }) => status !== 'canceled' && status !== 'requires_payment_method') ??
      oldestFirst.find(({ status }) => status !== 'canceled') ??
      oldestFirst[0];
    return best ? { kind: 'intent', intent: toIntent(best) } : { kind: 'none' };
  }

  async function* intentsSince(since: Date): AsyncIterable<FoundIntent[]> {
    const wanted = { created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100, expand: ['data.latest_charge'] };
    for (let after: string | undefined; ; ) {
      const { data, has_more } = await paymentIntents.list({ ...wanted, ...(after && { starting_after: after }) });
      yield data.map(toFound);
      after = data.at(-1)?.id;
      if (!has_more || !after) return;
    }
  }

  async function release({ id, status }: FoundIntent): Promise<void> {
    const once = { idempotencyKey: `${id}-release-${status}` };
    if (status === 'succeeded') await refunds.create({ payment_intent: id }, once);
    else await paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }, once);
  }

  async function fingerprintOf(reference: Reference): Promise<string | undefined> {
    const { card } =
      'token' in reference
        ? await tokens.retrieve(reference.token)
        : await paymentMethods.retrieve(reference.paymentMethodId);
    return card?.fingerprint ?? undefined;
  }

  return {
    fingerprintOf: (reference) => fingerprintOf(reference).catch(() => undefined),
    intentsSince,
    release,
    findIntent: (id) => paymentIntents.retrieve(id, { expand }).then(toFound, undefinedIfMissing),
    ask: (step, payment, key) => take(step, payment, key).catch((error) => replyOfError(error, step)),
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

const newIntent = (
  { id, orderId, amount, currency }: Payment,
  installation: string,
): Stripe.PaymentIntentCreateParams => ({
  amount,
  currency: currency.toLowerCase(),
  capture_method: 'manual',
  allowed_payment_method_types: ['card'],
  // For whoever reads Stripe's dashboard.
  description: `Frontrow order ${orderId}`,
  metadata: { orderId, paymentId: id, installation },
});

function cardOf(reference: Reference): Stripe.PaymentIntentConfirmParams {
  if ('paymentMethodId' in reference) return { payment_method: reference.paymentMethodId };
  // The SDK's types leave out `card` here, which the API takes for a token.
  const data = { type: 'card', card: { token: reference.token } };
  return { payment_method_data: data as Stripe.PaymentIntentConfirmParams.PaymentMethodData };
}

function undefinedIfMissing(error: unknown): undefined {
  if (!(error instanceof Stripe.errors.StripeError && error.code === 'resource_missing')) throw error;
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
