import { NewOrder, OrderView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { arrived, once, route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { newOrder, placingProblem, type Refusal, salesProblem, soldOut } from '../place.ts';
import { available } from '../stock.ts';
import { findListing } from '../store/listings.ts';
import { addOrder, lockOpenHolds } from '../store/orders.ts';
import { findStock, NotEnough, takeUnits } from '../store/stock.ts';
import { findView } from '../store/views.ts';
import { refusal } from './refusal.ts';

/** Reserves units: takes them from the stock and inserts the order, or does neither. */
export const placeOrder = ({ db, config }: OrdersKit) =>
  route({
    method: 'post',
    path: '/',
    summary: 'Reserves units of a listing for a limited time',
    session: 'required',
    body: NewOrder,
    answers: { 201: OrderView },
    problems: [404, 409, 503],
    async handle(call) {
      const { body: wish, session } = call;
      await arrived('ticket', wish.ticketId, () => findListing(db, wish.ticketId));
      try {
        return await once(db, call, async (tx) => {
          const holds = await lockOpenHolds(tx, session.userId, wish.ticketId);
          const [listing, stock] = [await findListing(tx, wish.ticketId), await findStock(tx, wish.ticketId)];
          const rules = { holdsPerListing: config.HOLDS_PER_LISTING, holdsInAll: config.HOLDS_IN_ALL };
          const problem = placingProblem(wish, listing!, stock!, holds, rules);
          if (problem) throw refusal(problem);

          const now = await takeUnits(tx, wish.ticketId, wish.quantity);
          // The seller was quicker between our look at the stock and our taking of it.
          if (!now) throw refusal(salesProblem((await findStock(tx, wish.ticketId))!) ?? resumed);
          const order = newOrder(newId(), session.userId, wish, listing!, config.HOLD_SECONDS, now);
          await addOrder(tx, order);
          return { status: 201, body: await findView(tx, order.id) };
        });
      } catch (error) {
        // Others were quicker between our look at the stock and our taking of it.
        if (!(error instanceof NotEnough)) throw error;
        const left = available((await findStock(db, wish.ticketId))!);
        throw refusal(soldOut(Math.min(left, wish.quantity - 1)));
      }
    },
  });

/** Sales that were resumed before we could ask why they were stopped are just worth another try. */
const resumed: Refusal = { rejected: 'sales have only just been resumed: try again', code: 'sales_resumed' };
