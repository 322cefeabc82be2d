import { OrderView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { NamedOrderParams, visibleOrder } from './visible-order.ts';

export const getOrder = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/:id',
    summary: 'One order, by its id or its number',
    session: 'required',
    limits: ['lookups'],
    params: NamedOrderParams,
    answers: { 200: OrderView },
    problems: [404],
    handle: async ({ params, session }) => ({ status: 200, body: await visibleOrder(db, params.id, session) }),
  });
