import { Paging, SellingView } from '@frontrow/common/contracts';
import { nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findSelling } from '../store/selling.ts';

export const listSelling = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/selling',
    summary: 'The listings of whoever asks, with their figures, newest first',
    session: 'required',
    query: Paging,
    answers: { 200: z.array(SellingView) },
    async handle({ query, session, request }) {
      const { page, next } = await findSelling(db, session.userId, query);
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
