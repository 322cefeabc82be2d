import { currencyOf, TicketQuery, TicketView } from '@frontrow/common/contracts';
import { nextPage, route, shared } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { searchListings } from '../store/search.ts';

export const findTickets = ({ db }: TicketsKit) => {
  // In a rush many look for the same at the same time, above all for nothing in particular.
  const find = shared(async (query) => {
    const { page, ...rest } = await searchListings(db, JSON.parse(query) as TicketQuery);
    return { json: `[${page.join()}]`, ...rest };
  });
  return route({
    method: 'get',
    path: '/',
    summary: 'Listings on sale: searched, filtered, sorted, in pages',
    session: 'none',
    cache: 'public',
    query: TicketQuery,
    answers: { 200: z.array(TicketView) },
    async handle({ query, request }) {
      const { json, next, similar, truncated } = await find(JSON.stringify(query));
      const currency = currencyOf(query);
      const headers = {
        ...nextPage(request, next),
        ...(currency && { 'price-currency': currency }),
        ...(similar && { 'search-match': 'similar' }),
        ...(truncated && { 'search-truncated': 'true' }),
      };
      return { status: 200, json, headers };
    },
  });
};
