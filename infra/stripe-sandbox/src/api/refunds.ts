import { z } from 'zod';
import { isWithheld } from '../core/disputes.ts';
import { invalidRequest, missing } from '../core/failures.ts';
import { createRefund } from '../core/refunds.ts';
import type { Call, Endpoint } from '../http/endpoint.ts';
import { expanded } from '../http/expand.ts';
import { createdWithin, page } from '../http/lists.ts';
import { createdFilter, expand, integer, metadata, paging, text } from '../http/parameters.ts';
import { cardBehind } from './cards.ts';
import { find as findIntent } from './payment-intents/intent.ts';

const creation = z.strictObject({
  amount: integer.optional(),
  charge: text.optional(),
  expand,
  metadata: metadata.default({}),
  payment_intent: text.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});

export const create: Endpoint<z.infer<typeof creation>> = {
  parameters: creation,
  run: (call) => {
    const { params, store, tx, refundDelay } = call;
    const charge = store.get('charges', chargeId(call))!;
    const card = cardBehind(store, charge);
    if (store.all('disputes').some((dispute) => dispute.charge === charge.id && isWithheld(dispute))) {
      const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
      throw invalidRequest(message, { code: 'charge_disputed' });
    }
    const effects = createRefund(charge, card, params, Date.now() + refundDelay, tx.fresh);
    tx.save(effects);
    return expanded(store, effects.refund.refund, params.expand);
  },
};

const retrieval = z.strictObject({ expand });

export const retrieve: Endpoint<z.infer<typeof retrieval>> = {
  parameters: retrieval,
  run: ({ id, params, store }) => {
    const row = store.get('refunds', id);
    if (!row) throw missing('refund', id);
    return expanded(store, row.refund, params.expand);
  },
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
      .all('refunds')
      .map(({ refund }) => refund)
      .filter((refund) => createdWithin(refund, params.created))
      .filter(({ charge }) => params.charge === undefined || charge === params.charge)
      .filter(({ payment_intent }) => params.payment_intent === undefined || payment_intent === params.payment_intent);
    return expanded(store, page(chosen, params, '/v1/refunds'), params.expand);
  },
};

function chargeId({ params, store }: Call<z.infer<typeof creation>>): string {
  if (params.payment_intent !== undefined) {
    const { intent } = findIntent(store, params.payment_intent);
    if (intent.status === 'succeeded') return String(intent.latest_charge);
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    });
  }
  if (params.charge === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  if (!store.get('charges', params.charge)) throw missing('charge', params.charge, 'charge');
  return params.charge;
}
