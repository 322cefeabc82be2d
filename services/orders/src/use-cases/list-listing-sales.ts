import { ListingSalesQuery, ListingSalesView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { findListingSales } from '../store/figures.ts';

export const listListingSales = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling/listings',
    summary: 'What each of these listings has earned, as far as they are of whoever asks',
    session: 'required',
    limits: ['lookups'],
    query: ListingSalesQuery,
    answers: { 200: z.array(ListingSalesView) },
    handle: async ({ query, session }) => ({
      status: 200,
      body: await findListingSales(db, session.userId, query.ids),
    }),
  });
