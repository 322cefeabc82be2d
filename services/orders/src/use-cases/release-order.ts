import { WithReason } from '@frontrow/common/contracts';
import { notFound, once, operatorsOnly, route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { releaseByOperator } from '../order.ts';
import { findView } from '../store/views.ts';
import { moveOutOfTurn } from './out-of-turn.ts';
import { OrderParams } from './visible-order.ts';

export const releaseOrder = ({ db }: OrdersKit) =>
  route({
    method: 'post',
    path: '/:id/release',
    summary: 'Gives an unpaid order up for its buyer, for operators',
    session: 'required',
    params: OrderParams,
    body: WithReason,
    answers: { 204: null },
    problems: [403, 404, 409],
    handle: (call) =>
      once(db, call, async (tx) => {
        operatorsOnly(call.session);
        const { id } = call.params;
        const { reason } = call.body;
        if (!(await findView(tx, id))) throw notFound('order');
        await moveOutOfTurn(tx, {
          id,
          by: call.session,
          action: 'order_released',
          reason,
          decide: (order, now) => releaseByOperator(order, reason, now),
        });
        return { status: 204 };
      }),
  });
