import type Stripe from 'stripe';
import type { Fault } from '../faults.ts';

/** One copy of an event on its way to the webhook endpoint, until it is acknowledged. */
export interface Delivery {
  id: string;
  event: string;
  attempts: number;
  /** When it is sent next, in ms. */
  dueAt: number;
  createdAt: number;
  /** Goes out only after the first attempt of that delivery. */
  after?: string;
  /** The `webhook-reorder` fault that collects it. */
  collectedBy?: string;
}

const FIRST_RETRY = 250;
const LONGEST_RETRY = 30_000;
/** Stripe gives up after three days. */
const LIFETIME = 3 * 24 * 60 * 60 * 1000;

/** How an event goes out: once and now, unless a fault wants it late, twice, in another order or not at all. */
export function planDeliveries(
  event: Stripe.Event,
  fault: Fault | undefined,
  now: number,
  id: () => string,
): Delivery[] {
  const delivery = (): Delivery => ({ id: id(), event: event.id, attempts: 0, dueAt: now, createdAt: now });
  switch (fault?.kind) {
    case 'webhook-drop':
      return [];
    case 'webhook-late':
      return [{ ...delivery(), dueAt: now + fault.delayMs }];
    case 'webhook-duplicate':
      return Array.from({ length: fault.count }, delivery);
    case 'webhook-reorder':
      return [{ ...delivery(), dueAt: now + fault.delayMs, collectedBy: fault.id }];
    default:
      return [delivery()];
  }
}

/** Once enough were collected they go out, the last first, each after the one before. Till then: nothing to change. */
export function releaseReversed(collected: Delivery[], count: number, now: number): Delivery[] {
  if (collected.length < count) return [];
  return collected.reverse().map((delivery, index, reversed) => {
    const { collectedBy: _released, ...rest } = delivery;
    const before = reversed[index - 1];
    return { ...rest, dueAt: now, ...(before ? { after: before.id } : {}) };
  });
}

/** The delivery after an attempt that was not acknowledged, or null when it is time to give up. */
export function retryLater(delivery: Delivery, now: number): Delivery | null {
  if (now - delivery.createdAt > LIFETIME) return null;
  const wait = Math.min(FIRST_RETRY * 2 ** delivery.attempts, LONGEST_RETRY);
  return { ...delivery, attempts: delivery.attempts + 1, dueAt: now + wait };
}
