import { TimelineEntry } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import { z } from 'zod';
import type { OrdersKit } from '../config.ts';
import { readTimeline } from '../store/timeline.ts';
import { OrderParams, visibleOrder } from './visible-order.ts';

export const getTimeline = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/:id/timeline',
    summary: 'Everything that happened to an order and why, oldest first',
    session: 'required',
    limits: ['lookups'],
    params: OrderParams,
    answers: { 200: z.array(TimelineEntry) },
    problems: [404],
    async handle({ params, session }) {
      const { id } = await visibleOrder(db, params.id, session);
      return { status: 200, body: await readTimeline(db, id) };
    },
  });
