import { PaymentQuery, PaymentView } from '@frontrow/common/contracts';
import { isYoung } from '@frontrow/common/database';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { findOrder } from '../store/orders.ts';
import { findPayment } from '../store/payments.ts';
import { toView } from '../store/views.ts';

export const listPayments = (kit: PaymentsKit) =>
  route({
    method: 'get',
    path: '/',
    summary: 'The payment of an order: none before the first attempt',
    session: 'required',
    query: PaymentQuery,
    answers: { 200: z.array(PaymentView) },
    problems: [404],
    async handle({ query: { orderId }, session }) {
      const order = await findOrder(kit.db, orderId);
      const mine = order?.userId === session.userId;
      const unknown = order === undefined && !isYoung(orderId);
      if (unknown || (order && !mine && session.role !== 'operator')) throw notFound('order');
      const stored = order && (await findPayment(kit.db, orderId));
      if (!stored) return { status: 200, body: [] };
      const view = toView(stored);
      return { status: 200, body: [mine ? view : { ...view, clientSecret: null, challengeUrl: null }] };
    },
  });
