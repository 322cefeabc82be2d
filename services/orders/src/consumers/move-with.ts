import type { Tx } from '@frontrow/common/database';
import { notYet, traceOf, type Undone } from '@frontrow/common/messaging';
import type { AdmissionEvent, PaymentEvent } from '../checkout.ts';
import type { Milestone } from '../order.ts';
import { type Move, moveOrders } from '../store/orders.ts';
import { addToTimeline, lineOf } from '../store/timeline.ts';

/**
 * Moves orders with the events of their payments or admissions, and puts these into their timelines. Events of orders that
 * are not known yet come again.
 */
export async function moveWith<E extends PaymentEvent | AdmissionEvent>(
  tx: Tx,
  events: E[],
  moveBy: (event: E) => Pick<Move, 'decide' | 'note'>,
  milestone: (event: E) => Milestone,
): Promise<Undone[]> {
  const moves = events.map((event) => ({ id: event.data.orderId, trace: traceOf(event), ...moveBy(event) }));
  const outcomes = await moveOrders(tx, moves);
  const known = events.filter((_, index) => outcomes[index]);
  const lines = known.map((event) => lineOf(event.data.orderId, event, milestone(event)));
  await addToTimeline(tx, lines);
  return events
    .filter((_, index) => !outcomes[index])
    .map((event) => notYet(event, `order ${event.data.orderId} is not known`));
}
