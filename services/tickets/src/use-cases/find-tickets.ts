import { TicketQuery, TicketView } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { toView } from '../store/listings.ts';
import { searchListings } from '../store/search.ts';

export const findTickets = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/',
    summary: 'Listings on sale: searched, filtered, sorted, in pages',
    session: 'none',
    query: TicketQuery,
    answers: { 200: z.array(TicketView) },
    async handle({ query, request }) {
      const { page, next } = await searchListings(db, query);
      return { status: 200, body: page.map(toView), headers: nextPage(request, next) };
    },
  });
