import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { StripeFailure } from '../core/failures.ts';
import type { Fault, Subject } from '../faults.ts';
import type { Store } from '../state/store.ts';
import { type Cause, type Transaction, transact } from '../state/transaction.ts';
import { after, before, faultReply, strike } from './fault-injection.ts';
import { fingerprintOf, type IdempotencyKeys } from './idempotency.ts';
import { readParameters } from './parameters.ts';

/** What every endpoint may need besides its request. */
export interface Context {
  store: Store;
  keys: IdempotencyKeys;
  /** The sandbox as a browser reaches it, without a slash at the end. */
  publicUrl: string;
  /** How long (ms) a bank takes to say its last word on a refund. */
  refundDelay: number;
}

export interface Call<P> extends Context {
  /** The `:id` of the path. */
  id: string;
  params: P;
  tx: Transaction;
  /** The fault that befalls the request, if any. */
  fault: Fault['kind'] | undefined;
  clientIp: string | null;
}

/** One method of the API: `run` reads and writes in one piece, and answers an object or throws Stripe's refusal. */
export interface Endpoint<P> {
  parameters: z.ZodType<P>;
  run: (call: Call<P>) => object;
}

export interface Reply {
  status: number;
  body: unknown;
}

export function serve<P>(context: Context, { parameters, run }: Endpoint<P>): RequestHandler {
  const { store, keys } = context;

  return async (request, response) => {
    const given: unknown = request.method === 'GET' ? request.query : request.body;
    const params = readParameters(parameters, given);
    const cause = causeOf(request, response);
    const key = cause.idempotencyKey;
    const fingerprint = fingerprintOf(request.method, pathOf(request), given);
    const stored = key === null ? undefined : keys.claim(key, fingerprint);

    let fault: Fault | undefined;
    let reply: Reply;
    try {
      fault = await strike(store, subjectOf(store, request));
      await before(fault);
      reply =
        stored ??
        (await transact(store, cause, (tx) => {
          const id = String(request.params.id ?? '');
          const result = attempt(() =>
            run({ ...context, id, params, tx, fault: fault?.kind, clientIp: request.ip ?? null }),
          );
          const kept = fault?.kind === 'execute-then-error' && fault.remember === 'error' ? faultReply(fault) : result;
          if (key !== null) tx.put('replies', key, { fingerprint, ...kept, createdAt: Date.now() });
          return kept;
        }));
    } finally {
      if (key !== null && !stored) keys.release(key);
    }
    await after(fault);
    await store.flushed();
    if (stored) response.set('idempotent-replayed', 'true');
    response.status(reply.status).json(reply.body);
  };
}

/** A refusal that comes after the execution began is an outcome like any other, to be kept and replayed. */
function attempt(run: () => object): Reply {
  try {
    return { status: 200, body: run() };
  } catch (error) {
    if (error instanceof StripeFailure) return { status: error.status, body: { error: error.body } };
    throw error;
  }
}

function causeOf(request: Request, response: Response): Cause {
  const idempotencyKey = request.method === 'POST' ? (request.get('idempotency-key') ?? null) : null;
  return { requestId: response.locals.requestId, idempotencyKey };
}

/** Whole, wherever the router is mounted. */
const pathOf = (request: Request) => request.baseUrl + request.path;

/** What faults can be matched with: the request and the metadata of the payment intent it is about. */
function subjectOf(store: Store, request: Request): Subject {
  const body: { payment_intent?: string; metadata?: unknown } = request.body ?? {};
  const intent = store.get('intents', String(request.params.id ?? body.payment_intent ?? ''))?.intent;
  const sent = typeof body.metadata === 'object' ? (body.metadata as Record<string, string>) : {};
  return { method: request.method, path: pathOf(request), metadata: { ...sent, ...intent?.metadata } };
}
