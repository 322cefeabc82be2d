import { OrderView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { OrderParams, visibleOrder } from './visible-order.ts';

export const streamOrder = ({ db, resources }: OrdersKit) =>
  route({
    method: 'get',
    path: '/:id/stream',
    summary: 'An order now and whenever it changes, as server-sent events',
    session: 'required',
    params: OrderParams,
    answers: { 200: OrderView },
    problems: [404],
    async handle({ params, session }) {
      const { id } = await visibleOrder(db, params.id, session);
      return { stream: resources.feed.subscribe(id) };
    },
  });
