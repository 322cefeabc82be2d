import { NewReconciliation, ReconciliationView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { operatorsOnly, route, unavailable } from '@frontrow/common/http';
import type { PaymentsKit } from '../config.ts';
import { begin } from '../store/reconciliations.ts';
import { reconcile } from '../workers/reconcile.ts';

export const startReconciliation = (kit: PaymentsKit) =>
  route({
    method: 'post',
    path: '/reconcile',
    summary: 'Compares what Stripe has with what we have, and mends the difference; for operators, after a restore',
    session: 'required',
    body: NewReconciliation,
    answers: { 200: ReconciliationView },
    problems: [403, 503],
    async handle({ body, session, trace }) {
      operatorsOnly(session);
      const id = newId();
      const since = await begin(kit.db, id, new Date(body.since));
      const run = { id, since, ordersComplete: body.ordersComplete };
      try {
        return { status: 200, body: await reconcile(kit, run, trace) };
      } catch (error) {
        kit.log.warn({ reconciliation: run.id, error: (error as Error).message }, 'could not compare with Stripe');
        throw unavailable(
          'the comparison did not come to its end; what was mended stays mended, so start it again',
          5,
          'reconciliation_unfinished',
        );
      }
    },
  });
