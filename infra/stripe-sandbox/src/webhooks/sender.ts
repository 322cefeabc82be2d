import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { Store } from '../state/store.ts';
import { eventView } from '../state/views.ts';
import { type Delivery, retryLater } from './deliveries.ts';

const TIMEOUT = 10_000;
const AT_ONCE = 10;

export interface WebhookTarget {
  url: string | undefined;
  secret: string;
}

/**
 * Sends what is due until it is told to stop. An event is forgotten when the endpoint acknowledged it with a 2xx, and
 * sent again after a crash in between, as Stripe does.
 */
export function startWebhooks(store: Store, target: WebhookTarget, log: Logger): { stop: () => Promise<void> } {
  const sending = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const run = () => {
    if (stopping.signal.aborted) return;
    clearTimeout(timer);
    const now = Date.now();
    const waiting = store.all('deliveries').filter(({ id }) => !sending.has(id));
    const due = waiting.filter((delivery) => delivery.dueAt <= now && isNext(store, delivery));
    for (const delivery of due.slice(0, AT_ONCE - sending.size)) start(delivery);
    const next = Math.min(...waiting.filter(({ dueAt }) => dueAt > now).map(({ dueAt }) => dueAt));
    if (Number.isFinite(next)) timer = setTimeout(run, next - now);
  };

  const start = (delivery: Delivery) => {
    const done = send(store, target, delivery, stopping.signal, log).finally(() => {
      sending.delete(delivery.id);
      run();
    });
    sending.set(delivery.id, done);
  };

  store.onDurable(run);
  run();
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(sending.values());
    },
  };
}

const isNext = (store: Store, { after }: Delivery) =>
  after === undefined || store.get('deliveries', after)?.attempts !== 0;

async function send(
  store: Store,
  { url, secret }: WebhookTarget,
  delivery: Delivery,
  stopping: AbortSignal,
  log: Logger,
): Promise<void> {
  const event = store.get('events', delivery.event);
  const problem = url && event && (await post(url, secret, JSON.stringify(eventView(store, event)), stopping));
  if (stopping.aborted && problem) return;
  if (problem) {
    const level = delivery.attempts === 0 ? 'warn' : 'debug';
    log[level]({ event: event?.id, type: event?.type, url, problem }, 'webhook not acknowledged, will be sent again');
  }
  const next = problem ? retryLater(delivery, Date.now()) : null;
  await store.transact((put) => put('deliveries', delivery.id, next)).catch((error) => log.error(error));
}

/** What went wrong, or undefined when the endpoint acknowledged the event. */
async function post(url: string, secret: string, payload: string, stopping: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: payload,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature(payload, secret, Math.floor(Date.now() / 1000)),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT)]),
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? `${message}: ${cause.message}` : message;
  }
}

export function signature(payload: string, secret: string, timestamp: number): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${digest}`;
}
