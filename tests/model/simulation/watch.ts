import { overAt } from '@frontrow/common/contracts';
import type { Order } from '../../../services/orders/src/order.ts';
import type { Witness } from './account.ts';
import type { World } from './world.ts';

/** Judges what is only seen at the moment it happens. */
const POSSIBLE: Record<Order['status'], Order['status'][]> = {
  created: ['created', 'awaiting:payment', 'complete', 'cancelled'],
  'awaiting:payment': ['created', 'awaiting:payment', 'complete', 'cancelled'],
  complete: ['complete', 'cancelled'],
  cancelled: [],
};

const AFTER_COMPLETION = [
  'refunded',
  'refunded_by_seller',
  'refunded_by_operator',
  'event_cancelled',
  'payment_failed',
];

export function watchTransition(world: World, before: Order, after: Order): void {
  const { id, status, cancelReason, version } = after;
  world.tell(
    () => `  ${id} is ${status}${cancelReason ? ` (${cancelReason})` : ''}, refund ${after.refund}, version ${version}`,
  );
  const back = before.status === 'complete' && status === 'cancelled' && !AFTER_COMPLETION.includes(cancelReason!);
  if (!POSSIBLE[before.status].includes(status) || back) {
    world.broken.push(`5: ${id} goes from ${before.status} to ${status} (${cancelReason})`);
  }
  if (cancelReason === 'expired' && before.holdUntil.getTime() > world.now) {
    world.broken.push(`8: ${id} expires before the time that its buyer was promised is over`);
  }
  if (status === 'complete') world.completed.add(id);
}

/** Whoever asks once, however often, has one order. */
export function watchRequest(world: World, key: string, orderId: string): void {
  const before = world.made.get(key);
  world.tell(() => `  ${key} makes ${orderId}`);
  if (before !== undefined) world.broken.push(`8: ${key} made ${before}, and then ${orderId}`);
  world.made.set(key, orderId);
}

/** Whatever becomes of a listing, the money of its orders can be had back as long as before, or longer. */
export function watchDeadlines(world: World, ticketId: string): void {
  const listing = world.orders.listings.get(ticketId)!;
  for (const order of world.orders.orders.values()) {
    if (order.ticketId !== ticketId) continue;
    const until = world.core.order.refundDeadline(order, listing)?.getTime() ?? Number.POSITIVE_INFINITY;
    const before = world.refundableUntil.get(order.id) ?? until;
    world.refundableUntil.set(order.id, until);
    if (until < before) world.broken.push(`8: ${order.id} could be given back for longer than it can now`);
  }
}

/** What operators have taken off sale has no unpaid orders, once the worker that ends them has run. */
export function watchSuspended(world: World): void {
  for (const order of world.orders.orders.values()) {
    const { suspended } = world.orders.stock.get(order.ticketId)!;
    if (suspended && world.core.order.isUnpaid(order))
      world.broken.push(`5: ${order.id} is ${order.status} although ${order.ticketId} is suspended`);
  }
}

/** Nothing is sold of an event that is over, nor of one that operators have taken off sale. */
export function watchPlacing(world: World, { id, ticketId }: Order): void {
  const over = overAt(world.orders.listings.get(ticketId)!);
  if (over && over.getTime() <= world.now) world.broken.push(`1: ${id} was placed when the event was over`);
  if (world.orders.stock.get(ticketId)!.suspended)
    world.broken.push(`1: ${id} was placed while ${ticketId} was suspended`);
}

export function watchAdmissions(world: World, orderId: string, type: string): void {
  world.tell(() => `  ${type} for ${orderId}`);
  const charged = world.stripe.accounts.some((account) => account.orderId === orderId && account.captures > 0);
  if (type === 'admission.issued' && !charged) world.broken.push(`9: ${orderId} has admissions and is not charged`);
}

export const witness = (world: () => World): Witness => ({
  now: () => world().now,
  captured(orderId) {
    const { completed, broken, tell } = world();
    tell(() => `  Stripe charges the buyer of ${orderId}`);
    if (!completed.has(orderId)) broken.push(`2: ${orderId} is charged although it was never complete`);
  },
  refunded(orderId) {
    const { orders, broken, tell } = world();
    tell(() => `  Stripe pays back ${orderId}`);
    const { status } = orders.orders.get(orderId)!;
    if (status !== 'cancelled') broken.push(`4: ${orderId} is paid back although it is ${status}`);
  },
  repeated(intention) {
    world().broken.push(`2: Stripe executes ${intention} twice`);
  },
});
