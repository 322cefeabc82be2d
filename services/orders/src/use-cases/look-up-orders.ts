import { OrderLookupQuery, OrderView } from '@frontrow/common/contracts';
import { decodeCursor, encodeCursor, nextPage, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { lookUpViews } from '../store/views.ts';

export const lookUpOrders = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/lookup',
    summary: 'Orders by number or id, by buyer or by listing, for operators: the newest first',
    session: 'required',
    limits: ['lookups'],
    readsOthers: true,
    query: OrderLookupQuery,
    answers: { 200: z.array(OrderView) },
    problems: [403],
    async handle({ session, query: { limit, cursor, ...wanted }, request }) {
      operatorsOnly(session);
      const before = cursor === undefined ? undefined : decodeCursor(cursor)[1];
      const views = await lookUpViews(db, wanted, { before, limit: limit + 1 });
      const page = views.slice(0, limit);
      const next = views.length > limit ? encodeCursor(null, page.at(-1)!.id) : undefined;
      return { status: 200, body: page, headers: nextPage(request, next) };
    },
  });
