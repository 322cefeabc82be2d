import { SaleQuery, SaleView } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { findSales } from '../store/sales.ts';
import { ownListing } from './own-listing.ts';

export const listSales = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling',
    summary: 'The orders of the listings of whoever asks, or of one of them, newest first',
    session: 'required',
    limits: ['lookups'],
    query: SaleQuery,
    answers: { 200: z.array(SaleView) },
    problems: [403, 404, 503],
    async handle({ query: { ticketId, ...filter }, session, request }) {
      if (ticketId !== undefined) await ownListing(db, ticketId, session);
      const { page, next } = await findSales(db, { sellerId: session.userId, ticketId }, filter);
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
