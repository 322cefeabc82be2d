import { OrderView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { cancelByBuyer, isRejection } from '../order.ts';
import { findListing } from '../store/listings.ts';
import { moveOrder } from '../store/orders.ts';
import { findView } from '../store/views.ts';
import { refusal } from './refusal.ts';
import { OrderParams, ownOrder } from './visible-order.ts';

/** Releases an unpaid order at once; for a paid one it asks for a refund, which tickets decides. */
export const cancelOrder = ({ db }: OrdersKit) =>
  route({
    method: 'delete',
    path: '/:id',
    summary: 'Releases an unpaid order (204), or asks for a refund of a paid one (202)',
    session: 'required',
    params: OrderParams,
    answers: { 202: OrderView, 204: null },
    problems: [404, 409],
    handle: ({ params, session, trace }) =>
      db.transaction(trace, async (tx) => {
        const { id, ticketId } = await ownOrder(tx, params.id, session);
        const listing = await findListing(tx, ticketId);
        const outcome = await moveOrder(tx, id, (order, now) => cancelByBuyer(order, listing!, now));
        if (isRejection(outcome!)) throw refusal(outcome);
        if (outcome!.status === 'cancelled') return { status: 204 };
        return { status: 202, body: await findView(tx, id) };
      }),
  });
