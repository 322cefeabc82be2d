import { OrderView } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { isVisible, OrderParams } from './visible-order.ts';

export const streamOrder = ({ resources }: OrdersKit) =>
  route({
    method: 'get',
    path: '/:id/stream',
    summary: 'An order now and whenever it changes, as server-sent events',
    session: 'required',
    params: OrderParams,
    answers: { 200: OrderView },
    problems: [404],
    async handle({ params, session }) {
      const order = await resources.feed.subscribe(params.id);
      if (!order || !isVisible(order.state, session)) throw notFound('order');
      return { stream: order.stream };
    },
  });
