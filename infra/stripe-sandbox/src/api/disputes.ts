import type Stripe from 'stripe';
import { z } from 'zod';
import { answerDispute, decideDispute } from '../core/disputes.ts';
import { missing } from '../core/failures.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { expanded } from '../http/expand.ts';
import { createdWithin, page } from '../http/lists.ts';
import { boolean, createdFilter, expand, paging, text } from '../http/parameters.ts';
import type { Store } from '../state/store.ts';
import type { Transaction } from '../state/transaction.ts';

const retrieval = z.strictObject({ expand });

export const retrieve: Endpoint<z.infer<typeof retrieval>> = {
  parameters: retrieval,
  run: ({ id, params, store }) => expanded(store, find(store, id), params.expand),
};

const listing = z.strictObject({
  ...paging,
  charge: text.optional(),
  created: createdFilter,
  expand,
  payment_intent: text.optional(),
});

export const list: Endpoint<z.infer<typeof listing>> = {
  parameters: listing,
  run: ({ params, store }) => {
    const chosen = store
      .all('disputes')
      .filter((dispute) => createdWithin(dispute, params.created))
      .filter(({ charge }) => params.charge === undefined || charge === params.charge)
      .filter(({ payment_intent }) => params.payment_intent === undefined || payment_intent === params.payment_intent);
    return expanded(store, page(chosen, params, '/v1/disputes'), params.expand);
  },
};

const updating = z.strictObject({
  evidence: z.strictObject({ uncategorized_text: text.optional() }).optional(),
  expand,
  submit: boolean.default(true),
});

/** As in Stripe's test mode, `winning_evidence` wins and `losing_evidence` loses at once. */
const DECISIVE = new Map([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
] as const);

export const update: Endpoint<z.infer<typeof updating>> = {
  parameters: updating,
  run: ({ id, params, store, tx }) => {
    const evidence = params.evidence?.uncategorized_text;
    tx.save(answerDispute(find(store, id), evidence, params.submit));
    const outcome = params.submit && DECISIVE.get(evidence as 'winning_evidence');
    if (outcome) decide(tx, id, outcome);
    return expanded(store, find(store, id), params.expand);
  },
};

/** Closing a dispute accepts it: it is lost. */
export const close: Endpoint<z.infer<typeof retrieval>> = {
  parameters: retrieval,
  run: ({ id, params, store, tx }) => {
    decide(tx, id, 'lost');
    return expanded(store, find(store, id), params.expand);
  },
};

export function decide(tx: Transaction, id: string, outcome: 'won' | 'lost'): void {
  const dispute = find(tx.store, id);
  tx.save(decideDispute(dispute, tx.store.get('charges', String(dispute.charge))!, outcome, tx.fresh));
}

function find(store: Store, id: string): Stripe.Dispute {
  const dispute = store.get('disputes', id);
  if (!dispute) throw missing('dispute', id, 'dispute');
  return dispute;
}
