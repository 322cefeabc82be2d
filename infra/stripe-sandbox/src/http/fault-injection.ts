import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorBody, StripeFailure } from '../core/failures.ts';
import { type Fault, findFault, type Subject, struck } from '../faults.ts';
import type { Store } from '../state/store.ts';
import type { Reply } from './endpoint.ts';

/** Thrown where the connection is to be cut instead of answered. */
export class Cut extends Error {}

/** The fault that hits this request, if any; from now on it has struck once more. */
export async function strike(store: Store, subject: Subject): Promise<Fault | undefined> {
  const fault = findFault(store, 'request', subject);
  if (fault) await store.transact((put) => put('faults', fault.id, struck(fault)));
  return fault;
}

/** What goes wrong before anything is executed. */
export async function before(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'delay') await wait(fault.delayMs);
  if (fault?.kind === 'cut') throw new Cut();
  if (fault?.kind === 'error') throw faultFailure(fault);
}

/** What goes wrong once everything was executed. */
export async function after(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'execute-then-delay') await wait(fault.delayMs);
  if (fault?.kind === 'execute-then-cut') throw new Cut();
  if (fault?.kind === 'execute-then-error') throw faultFailure(fault);
}

export function faultReply(fault: Fault): Reply {
  const { status, body } = faultFailure(fault);
  return { status, body: { error: body } };
}

function faultFailure({ status, code, retryAfter }: Fault): StripeFailure {
  const body = errorFor(status);
  return new StripeFailure(status, code ? { ...body, code } : body, retryAfter);
}

function errorFor(status: number): ErrorBody {
  if (status === 402) return { code: 'card_declined', message: 'Your card was declined.', type: 'card_error' };
  if (status === 409) {
    const message =
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.';
    return { code: 'lock_timeout', message, type: 'invalid_request_error' };
  }
  if (status === 429) {
    return { code: 'rate_limit', message: 'Request rate limit exceeded.', type: 'invalid_request_error' };
  }
  if (status >= 500) return { message: 'An unknown error occurred.', type: 'api_error' };
  return { message: 'Refused by a fault that was asked for.', type: 'invalid_request_error' };
}
