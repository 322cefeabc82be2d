import { OrderQuery, OrderView } from '@frontrow/common/contracts';
import { decodeCursor, encodeCursor, nextPage, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { findViewsOfUser } from '../store/views.ts';

export const listOrders = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/',
    summary: 'The orders of whoever asks, newest first',
    session: 'required',
    query: OrderQuery,
    answers: { 200: z.array(OrderView) },
    async handle({ session, query: { status, limit, cursor }, request }) {
      const before = cursor === undefined ? undefined : decodeCursor(cursor)[1];
      const views = await findViewsOfUser(db, session.userId, { status, before, limit: limit + 1 });
      const page = views.slice(0, limit);
      const next = views.length > limit ? encodeCursor(null, page.at(-1)!.id) : undefined;
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
