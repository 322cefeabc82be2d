import { OrderView } from '@frontrow/common/contracts';
import { once, route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { extend, isRejection } from '../order.ts';
import { moveOrder } from '../store/orders.ts';
import { findView } from '../store/views.ts';
import { refusal } from './refusal.ts';
import { OrderParams, ownOrder } from './visible-order.ts';

export const extendOrder = ({ db, config }: OrdersKit) =>
  route({
    method: 'post',
    path: '/:id/extend',
    summary: 'Gives the buyer more time to pay, once',
    session: 'required',
    limits: ['reservations'],
    params: OrderParams,
    answers: { 200: OrderView },
    problems: [404, 409],
    handle: (call) =>
      once(db, call, async (tx) => {
        const { id } = await ownOrder(tx, call.params.id, call.session);
        const outcome = await moveOrder(tx, id, (order, now) => extend(order, config.EXTENSION_SECONDS, now));
        if (outcome && isRejection(outcome)) throw refusal(outcome);
        return { status: 200, body: await findView(tx, id) };
      }),
  });
