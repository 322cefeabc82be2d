import { SalesQuery, SalesView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { countSales } from './count-sales.ts';

export const getFigures = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling/figures',
    summary: 'How the listings of whoever asks sell, or one of them: units, money by day, what became of orders',
    session: 'required',
    limits: ['lookups'],
    query: SalesQuery,
    answers: { 200: SalesView },
    problems: [403, 404, 503],
    handle: async ({ query, session }) => ({ status: 200, body: await countSales(db, query, session) }),
  });
