import { WithReason } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { forbidden, notFound, once, route, type Session } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { refundOutOfTurn } from '../order.ts';
import { findView } from '../store/views.ts';
import { moveOutOfTurn } from './out-of-turn.ts';
import { OrderParams } from './visible-order.ts';

/** Gives a whole order back. Its buyer finds the reason in the order's history. */
export const refundOrder = ({ db }: OrdersKit) =>
  route({
    method: 'post',
    path: '/:id/refund',
    summary: 'Refunds a paid order out of turn: for the seller of its listing, and for operators',
    session: 'required',
    params: OrderParams,
    body: WithReason,
    answers: { 204: null },
    problems: [403, 404, 409],
    handle: (call) =>
      once(db, call, async (tx) => {
        const { id } = call.params;
        const { reason } = call.body;
        const by = await whoRefunds(tx, id, call.session);
        await moveOutOfTurn(tx, {
          id,
          by: call.session,
          action: 'order_refunded',
          reason,
          decide: (order, now) => refundOutOfTurn(order, by, reason, now),
        });
        return { status: 204 };
      }),
  });

/** Orders of others do not exist for whoever has nothing to do with them; its own buyer asks for a refund another way. */
async function whoRefunds(from: Queryable, id: string, { role, userId }: Session): Promise<'seller' | 'operator'> {
  const order = await findView(from, id);
  if (order && role === 'operator') return 'operator';
  if (order?.sellerId === userId) return 'seller';
  if (order?.userId === userId) throw forbidden(notTheSeller);
  throw notFound('order');
}

const notTheSeller = { message: 'only the seller of its listing may refund an order out of turn', code: 'not_yours' };
