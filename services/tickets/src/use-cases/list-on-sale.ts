import { OnSaleQuery, OnSaleView } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findOnSale } from '../store/search.ts';

export const listOnSale = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/on-sale',
    summary: 'The ids of all listings on sale, for a sitemap: the oldest first, in pages',
    session: 'none',
    cache: 'public',
    query: OnSaleQuery,
    answers: { 200: z.array(OnSaleView) },
    async handle({ query, request }) {
      const { page, next } = await findOnSale(db, query);
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
