import { createHash } from 'node:crypto';
import { StripeFailure } from '../core/failures.ts';
import type { Store, StoredReply } from '../state/store.ts';

/** Idempotency keys with Stripe's semantics (https://docs.stripe.com/api/idempotent_requests). */
export interface IdempotencyKeys {
  /**
   * The stored reply of the key, or undefined when the request is the first with it: then the key is in use until
   * `release`. Throws when it came with other parameters, or is in use.
   */
  claim: (key: string, fingerprint: string) => StoredReply | undefined;
  release: (key: string) => void;
}

export function idempotencyKeys(store: Store): IdempotencyKeys {
  const inUse = new Map<string, string>();
  return {
    claim: (key, fingerprint) => {
      if (key.length > 255) throw keyTooLong();
      const stored = store.get('replies', key);
      const first = stored?.fingerprint ?? inUse.get(key);
      if (first !== undefined && first !== fingerprint) throw otherParameters(key);
      if (inUse.has(key)) throw keyInUse(key);
      if (!stored) inUse.set(key, fingerprint);
      return stored;
    },
    release: (key) => inUse.delete(key),
  };
}

/** The same for two requests with the same parameters, in whatever order these were sent. */
export function fingerprintOf(method: string, path: string, parameters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted(parameters)]))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

const otherParameters = (key: string) =>
  new StripeFailure(400, {
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    type: 'idempotency_error',
  });

const keyInUse = (key: string) =>
  new StripeFailure(409, {
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    type: 'invalid_request_error',
  });

const keyTooLong = () =>
  new StripeFailure(400, {
    message: 'Idempotency keys are limited to 255 characters.',
    type: 'idempotency_error',
  });
