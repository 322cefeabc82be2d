import { Router } from 'express';
import { z } from 'zod';
import { decide } from '../api/disputes.ts';
import { openDispute } from '../core/disputes.ts';
import { invalidRequest } from '../core/failures.ts';
import { newId } from '../core/fresh.ts';
import { ledgerOf } from '../core/ledger.ts';
import { NewFault, newFault } from '../faults.ts';
import type { Store } from '../state/store.ts';
import { type Cause, transact } from '../state/transaction.ts';

const NewComplaint = z.strictObject({
  paymentIntent: z.string(),
  reason: z.string().default('fraudulent'),
  inquiry: z.boolean().optional(),
});
const Decision = z.strictObject({ outcome: z.enum(['won', 'lost']) });
const nobody: Cause = { requestId: null, idempotencyKey: null };

/** What is not Stripe's: the ledger, faults on demand, cardholders and banks, and a day that passes for idempotency keys. */
export function controlRoutes(store: Store): Router {
  const routes = Router();

  routes.get('/ledger', async (_request, response) => {
    await store.flushed();
    response.json(ledgerOf(store.all('ledger')));
  });

  routes.delete('/idempotency-keys', async (_request, response) => {
    await store.transact((put) => {
      for (const key of store.ids('replies')) put('replies', key, null);
    });
    response.status(204).end();
  });

  routes.post('/disputes', async (request, response) => {
    const { paymentIntent, ...complaint } = read(NewComplaint, request.body);
    const intent = store.get('intents', paymentIntent)?.intent;
    const charge = store.get('charges', String(intent?.latest_charge));
    if (!charge) throw invalidRequest(`PaymentIntent ${paymentIntent} has no charge.`, { param: 'paymentIntent' });
    await transact(store, nobody, (tx) => tx.save(openDispute(charge, complaint, tx.fresh)));
    response.status(201).json(store.all('disputes').at(-1));
  });

  routes.post('/disputes/:id', async (request, response) => {
    const { outcome } = read(Decision, request.body);
    await transact(store, nobody, (tx) => decide(tx, request.params.id, outcome));
    response.json(store.get('disputes', request.params.id));
  });

  routes.get('/faults', (_request, response) => {
    response.json(store.all('faults'));
  });

  routes.post('/faults', async (request, response) => {
    const fault = newFault(read(NewFault, request.body), newId('fault'));
    await store.transact((put) => put('faults', fault.id, fault));
    response.status(201).json(fault);
  });

  routes.delete(['/faults', '/faults/:id'], async (request, response) => {
    const { id } = request.params;
    await store.transact((put) => {
      for (const fault of store.all('faults')) if (id === undefined || fault.id === id) put('faults', fault.id, null);
    });
    response.status(204).end();
  });

  return routes;
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const given = schema.safeParse(body ?? {});
  if (given.success) return given.data;
  const [issue] = given.error.issues;
  throw invalidRequest(issue!.message, { param: issue!.path.join('.') });
}
