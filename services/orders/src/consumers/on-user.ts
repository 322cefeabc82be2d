import { isClosed, UserDeleted, type UserState, UserUpdated } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { advanceAll, type Copy, project, traceOf } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { abandon, type Order } from '../order.ts';
import { closedUserCopy, concernsBuying } from '../store/closed-users.ts';
import { findUnpaidOf, moveOrders } from '../store/orders.ts';
import { waitForTurns } from '../store/stock.ts';

/**
 * Keeps whose accounts are closed, and releases what they held without having paid: under the buyers' turns, so that nothing
 * slips in between. Their other orders stay as they are (those of a deleted account under an id that no longer leads to
 * anyone): the books have to be kept, and tickets that were paid for stay good.
 */
export const onUser = (_kit: OrdersKit) =>
  project(closedUserCopy, [UserUpdated, UserDeleted], {
    async heed(events, tx) {
      const concerned = events.filter(({ data }) => concernsBuying(data));
      if (concerned.length === 0) return;
      await waitForTurns(tx, idsOf(concerned));
      await release(await advanceAll(tx, closedUserCopy as Copy, concerned), tx);
    },
    async changed(events, tx) {
      await waitForTurns(tx, idsOf(events));
      await release(events, tx);
    },
  });

type UserEvent = Parameters<typeof traceOf>[0] & { data: UserState };

const idsOf = (events: UserEvent[]) => [...new Set(events.map(({ data }) => data.id))];

async function release(events: UserEvent[], tx: Tx): Promise<void> {
  const closed = new Map(events.filter(({ data }) => isClosed(data)).map((event) => [event.data.id, event]));
  if (closed.size === 0) return;
  const unpaid = await findUnpaidOf(tx, [...closed.keys()]);
  const moves = unpaid.map(({ id, userId }) => {
    const event = closed.get(userId)!;
    const step = event.data.deletedAt ? 'account_deleted' : 'account_suspended';
    return { id, trace: traceOf(event), decide: (order: Order, now: Date) => abandon(order, step, now) };
  });
  await moveOrders(tx, moves);
}
