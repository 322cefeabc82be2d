import { ListingLookupQuery, SellingView } from '@frontrow/common/contracts';
import { nextPage, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { lookUpListings as lookUp } from '../store/selling.ts';

export const lookUpListings = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/lookup',
    summary: 'Listings by id, seller or words, whatever became of them, for operators: the newest first',
    session: 'required',
    limits: ['lookups'],
    query: ListingLookupQuery,
    answers: { 200: z.array(SellingView) },
    problems: [403],
    async handle({ query: { limit, cursor, ...wanted }, session, request }) {
      operatorsOnly(session);
      const { page, next } = await lookUp(db, wanted, { limit, cursor });
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
