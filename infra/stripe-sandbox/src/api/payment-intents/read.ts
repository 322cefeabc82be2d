import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../../core/failures.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { expanded } from '../../http/expand.ts';
import { createdWithin, page } from '../../http/lists.ts';
import { createdFilter, expand, paging, text } from '../../http/parameters.ts';
import { searchFilter } from '../../http/search.ts';
import { find } from './intent.ts';

const retrieval = z.strictObject({ client_secret: text.optional(), expand });

export const retrieve: Endpoint<z.infer<typeof retrieval>> = {
  parameters: retrieval,
  run: ({ id, params, store }) => {
    const { intent } = find(store, id);
    if (params.client_secret !== undefined && params.client_secret !== intent.client_secret) {
      throw invalidRequest('The client_secret provided does not match any associated PaymentIntent.', {
        code: 'payment_intent_invalid_parameter',
        param: 'client_secret',
      });
    }
    return expanded(store, intent, params.expand);
  },
};

const listing = z.strictObject({ ...paging, created: createdFilter, expand });

export const list: Endpoint<z.infer<typeof listing>> = {
  parameters: listing,
  run: ({ params, store }) => {
    const intents = store.all('intents').map(({ intent }) => intent);
    const chosen = intents.filter((intent) => createdWithin(intent, params.created));
    return expanded(store, page(chosen, params, '/v1/payment_intents'), params.expand);
  },
};

const searching = z.strictObject({ query: text, limit: paging.limit, page: text.optional(), expand });

/** Unlike Stripe's, this search sees everything at once (Stripe's may lag by a minute). */
export const search: Endpoint<z.infer<typeof searching>> = {
  parameters: searching,
  run: ({ params, store }) => {
    const intents = store.all('intents').map(({ intent }) => intent);
    const found = intents.filter(searchFilter(params.query));
    const from = { limit: params.limit, starting_after: params.page };
    const { data, has_more } = page(found, from, '');
    const result: Stripe.ApiSearchResult<Stripe.PaymentIntent> = {
      object: 'search_result',
      data,
      has_more,
      next_page: has_more ? (data.at(-1)?.id ?? null) : null,
      url: '/v1/payment_intents/search',
    };
    return expanded(store, result, params.expand);
  },
};
