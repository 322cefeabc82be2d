import { Router } from 'express';
import { invalidRequest } from '../core/failures.ts';
import { newId } from '../core/fresh.ts';
import { ledgerOf } from '../core/ledger.ts';
import { NewFault, newFault } from '../faults.ts';
import type { Store } from '../state/store.ts';

/** What is not Stripe's: the ledger, faults on demand, and a day that passes for idempotency keys. */
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

  routes.get('/faults', (_request, response) => {
    response.json(store.all('faults'));
  });

  routes.post('/faults', async (request, response) => {
    const wanted = NewFault.safeParse(request.body ?? {});
    if (!wanted.success) {
      const [issue] = wanted.error.issues;
      throw invalidRequest(issue!.message, { param: issue!.path.join('.') });
    }
    const fault = newFault(wanted.data, newId('fault'));
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
