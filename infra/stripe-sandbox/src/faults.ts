import { z } from 'zod';
import type { Store } from './state/store.ts';

/** Faults on demand: what can go wrong between us and a payment provider, made to happen (see the README). */

const REQUEST_KINDS = [
  'delay',
  'error',
  'cut',
  'execute-then-delay',
  'execute-then-error',
  'execute-then-cut',
  'capture-fails',
  'capture-partial',
] as const;
const WEBHOOK_KINDS = ['webhook-late', 'webhook-duplicate', 'webhook-reorder', 'webhook-drop'] as const;

export const NewFault = z.strictObject({
  kind: z.enum([...REQUEST_KINDS, ...WEBHOOK_KINDS]),
  match: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'DELETE']).optional(),
      /** A prefix, or a whole path in which `*` stands for one segment. */
      path: z.string().startsWith('/').optional(),
      /** An event type, or the beginning of one. */
      type: z.string().optional(),
      /** Of the payment intent that the request or event is about. */
      metadata: z.record(z.string(), z.string()).optional(),
    })
    .default({}),
  /** How often it strikes; null: until it is deleted. */
  times: z.int().min(1).nullable().default(1),
  delayMs: z.int().min(0).max(600_000).default(1000),
  status: z.int().min(400).max(599).default(500),
  code: z.string().optional(),
  /** Seconds in the `Retry-After` of an error. */
  retryAfter: z.int().min(1).optional(),
  /** For `execute-then-error`: whether the idempotency key keeps the error (as a failure inside Stripe) or the true answer. */
  remember: z.enum(['answer', 'error']).default('answer'),
  /** For webhooks: how many copies, or how many events to collect before they go out in reverse. */
  count: z.int().min(2).max(100).default(2),
});

export interface Fault extends z.infer<typeof NewFault> {
  id: string;
  /** How often it will still strike; null: always. */
  remaining: number | null;
}

export interface Subject {
  method?: string;
  path?: string;
  type?: string;
  metadata: Record<string, string>;
}

/** A collecting fault strikes once for every event that it collects. */
export function newFault(wanted: z.infer<typeof NewFault>, id: string): Fault {
  const each = wanted.kind === 'webhook-reorder' ? wanted.count : 1;
  return { ...wanted, id, remaining: wanted.times === null ? null : wanted.times * each };
}

/** The first fault that applies; what `struck` gives must then be saved. */
export function findFault(store: Store, group: 'request' | 'webhook', subject: Subject): Fault | undefined {
  const kinds: readonly string[] = group === 'request' ? REQUEST_KINDS : WEBHOOK_KINDS;
  return store.all('faults').find((fault) => kinds.includes(fault.kind) && fits(fault, subject));
}

/** The fault after it struck once, or null when that was the last time. */
export function struck(fault: Fault): Fault | null {
  if (fault.remaining === null) return fault;
  return fault.remaining > 1 ? { ...fault, remaining: fault.remaining - 1 } : null;
}

function fits({ kind, match }: Fault, subject: Subject): boolean {
  if ((kind === 'capture-fails' || kind === 'capture-partial') && !subject.path?.endsWith('/capture')) return false;
  if (match.method && match.method !== subject.method) return false;
  if (match.path && !pathFits(match.path, subject.path ?? '')) return false;
  if (match.type && !subject.type?.startsWith(match.type)) return false;
  return Object.entries(match.metadata ?? {}).every(([key, value]) => subject.metadata[key] === value);
}

function pathFits(pattern: string, path: string): boolean {
  if (!pattern.includes('*')) return path.startsWith(pattern);
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, index) => part === '*' || part === given[index]);
}
