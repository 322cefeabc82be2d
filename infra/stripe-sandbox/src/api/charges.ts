import { z } from 'zod';
import { missing } from '../core/failures.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { expanded } from '../http/expand.ts';
import { createdWithin, page } from '../http/lists.ts';
import { createdFilter, expand, paging, text } from '../http/parameters.ts';

const retrieval = z.strictObject({ expand });

export const retrieve: Endpoint<z.infer<typeof retrieval>> = {
  parameters: retrieval,
  run: ({ id, params, store }) => {
    const charge = store.get('charges', id);
    if (!charge) throw missing('charge', id);
    return expanded(store, charge, params.expand);
  },
};

const listing = z.strictObject({ ...paging, created: createdFilter, expand, payment_intent: text.optional() });

export const list: Endpoint<z.infer<typeof listing>> = {
  parameters: listing,
  run: ({ params, store }) => {
    const chosen = store
      .all('charges')
      .filter((charge) => createdWithin(charge, params.created))
      .filter(({ payment_intent }) => params.payment_intent === undefined || payment_intent === params.payment_intent);
    return expanded(store, page(chosen, params, '/v1/charges'), params.expand);
  },
};
