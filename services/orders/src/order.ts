import {
  type CancelReason,
  type EventDefinition,
  type Move,
  OrderCancelled,
  OrderCompleted,
  OrderRefundRequested,
  type OrderState,
  type OrderStatus,
  OrderUpdated,
  refundableUntil,
  type TimelineStep,
  type TimelineValues,
} from '@frontrow/common/contracts';
import type { Units } from './stock.ts';

/** What was ordered, by which terms. */
export type OrderedTicket = Omit<OrderState['ticket'], 'version' | 'timeZone'> &
  Partial<Pick<OrderState['ticket'], 'version' | 'timeZone'>> & { refundHours: number };

/** An order as this service keeps it. Instants are judged by the caller's `now`, which is the database's. */
export interface Order {
  id: string;
  version: number;
  ticketId: string;
  sellerId: string;
  userId: string;
  quantity: number;
  /** Minor units. */
  unitPrice: number;
  currency: OrderState['currency'];
  status: OrderStatus;
  cancelReason: CancelReason | null;
  refund: OrderState['refund'];
  /** Until when the units are kept for the buyer, and whether that was extended already. */
  holdUntil: Date;
  extended: boolean;
  /** The one bounded grace that a payment in flight gets; null until there was one. */
  graceUntil: Date | null;
  paymentId: string | null;
  /** The newest version of the payment that was heeded. */
  paymentVersion: number;
  paymentFailure: string | null;
  /** Orders of before versions of listings, or zones, were kept are without. */
  ticket: OrderedTicket;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  cancelledAt: Date | null;
}

/** A line of the timeline: a step, and what goes into its sentence. */
export interface Milestone {
  step: TimelineStep;
  values?: TimelineValues | undefined;
}

/** What a decision leads to: the order after it, the event that says so, and what the timeline says. */
export interface Transition {
  order: Order;
  event: EventDefinition<string, typeof OrderUpdated.data>;
  what: Milestone;
}

/** A command that cannot be done, and why: in words, and by a name that stays what it is, with the figures in it. */
export interface Rejection {
  rejected: string;
  code: string;
  params?: Record<string, number>;
}

export const isRejection = (decision: object): decision is Rejection => 'rejected' in decision;

export const isUnpaid = ({ status }: Pick<Order, 'status'>): boolean =>
  status === 'created' || status === 'awaiting:payment';

/** When an unpaid order lapses. */
export function deadline({ status, holdUntil, graceUntil }: Order): Date {
  return status === 'awaiting:payment' && graceUntil && graceUntil > holdUntil ? graceUntil : holdUntil;
}

/** The units of its listing that an order takes up. */
export function unitsOf({ status, quantity }: Pick<Order, 'status' | 'quantity'>): Units {
  return { held: isUnpaid({ status }) ? quantity : 0, sold: status === 'complete' ? quantity : 0 };
}

/** What others are told of an order. */
export function toState(order: Order): OrderState {
  const { refundHours: _, version = 0, timeZone = 'UTC', ...ticket } = order.ticket;
  return {
    id: order.id,
    ticketId: order.ticketId,
    sellerId: order.sellerId,
    userId: order.userId,
    quantity: order.quantity,
    unitPrice: order.unitPrice,
    total: order.unitPrice * order.quantity,
    currency: order.currency,
    status: order.status,
    cancelReason: order.cancelReason,
    refund: order.refund,
    expiresAt: deadline(order).toISOString(),
    paymentId: order.paymentId,
    ticket: { ...ticket, version, timeZone },
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
  };
}

const updated = (order: Order, changes: Partial<Order>, step: TimelineStep, values?: TimelineValues): Transition => ({
  order: { ...order, ...changes },
  event: OrderUpdated,
  what: { step, values },
});

function cancelled(
  order: Order,
  cancelReason: CancelReason,
  now: Date,
  step: TimelineStep,
  changes: Partial<Order> = {},
  values?: TimelineValues,
): Transition {
  return {
    order: { ...order, ...changes, status: 'cancelled', cancelReason, cancelledAt: now },
    event: OrderCancelled,
    what: { step, values },
  };
}

const later = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000);

/** The buyer asks for more time; granted once. */
export function extend(order: Order, seconds: number, now: Date): Transition | Rejection {
  if (!isUnpaid(order)) return { rejected: 'this order is not waiting to be paid', code: 'not_waiting' };
  if (order.extended) return { rejected: 'the time was extended once already', code: 'extended_once' };
  if (deadline(order) <= now) return { rejected: 'the time to pay is over', code: 'time_over' };
  const changes = { holdUntil: later(order.holdUntil, seconds), extended: true };
  return updated(order, changes, 'extended', { minutes: Math.round(seconds / 60) });
}

/** The buyer's account is closed. What was paid for stays theirs. */
export function abandon(order: Order, step: 'account_deleted' | 'account_suspended', now: Date): Transition | null {
  if (!isUnpaid(order)) return null;
  return cancelled(order, 'buyer', now, step);
}

/** Operators took the listing off sale. What was paid for before anybody came to this order stands. */
export function suspend(order: Order, now: Date): Transition | null {
  if (!isUnpaid(order)) return null;
  return cancelled(order, 'suspended', now, 'suspended');
}

/** The deadline has come. An order that was paid, cancelled or extended in the meantime is left alone. */
export function expire(order: Order, now: Date): Transition | null {
  if (!isUnpaid(order) || deadline(order) > now) return null;
  return cancelled(order, 'expired', now, 'expired');
}

/** A card was handed in: the order waits for it, with one grace however many attempts there are. */
export function startPayment(order: Order, paymentId: string, graceSeconds: number, now: Date): Transition | null {
  if (order.status !== 'created') return null;
  const started = now < order.holdUntil ? now : order.holdUntil;
  const graceUntil = order.graceUntil ?? later(started, graceSeconds);
  const changes = { status: 'awaiting:payment', paymentId, graceUntil, paymentFailure: null } as const;
  return updated(order, changes, 'payment_under_way');
}

/** An attempt failed: the order can be paid again, unless its time is over. */
export function failPayment(order: Order, failure: string, now: Date): Transition | null {
  if (!isUnpaid(order)) return null;
  const changes = { paymentFailure: failure };
  if (order.holdUntil <= now) return cancelled(order, 'expired', now, 'expired_after_failure', changes);
  return updated(order, { ...changes, status: 'created' }, 'payable_again');
}

/** The card is good. That completes any order not cancelled before, whatever the clock says. */
export function completeOrder(order: Order, paymentId: string, now: Date): Transition | null {
  if (!isUnpaid(order)) return null;
  const changes = { status: 'complete', paymentId, paymentFailure: null, completedAt: now } as const;
  return { order: { ...order, ...changes }, event: OrderCompleted, what: { step: 'paid' } };
}

/** The charge failed for good after the order was completed: who asked for the money back has never been charged. */
export function failCapture(order: Order, failure: string, now: Date): Transition | null {
  if (order.status !== 'complete') return null;
  const refund = order.refund === 'requested' ? 'granted' : order.refund;
  return cancelled(order, 'payment_failed', now, 'not_charged', { paymentFailure: failure, refund });
}

/** What the listing looks like now, as far as a refund depends on it. */
export interface CurrentListing {
  moves: readonly Move[];
}

/**
 * Until when the buyer may have the money back; null when there is no end to it. It is the latest that the policy gave by
 * which the order was placed, or any move of the event since: nothing that a seller does makes it earlier.
 */
export function refundDeadline({ ticket }: Pick<Order, 'ticket'>, { moves }: CurrentListing): Date | null {
  const since = moves.filter(({ version }) => version > (ticket.version ?? 0)).map(({ until }) => until);
  const ends = [refundableUntil(ticket), ...since.map((until) => (until === null ? null : new Date(until)))];
  if (ends.includes(null)) return null;
  return new Date(Math.max(...ends.map((end) => end!.getTime())));
}

/** Why a complete order cannot be given back, or undefined when it can. */
export function refundProblem(order: Order, listing: CurrentListing, now: Date): Rejection | undefined {
  if (order.refund === 'refused')
    return { rejected: 'an admission of this order was used already', code: 'refund_used' };
  const until = refundDeadline(order, listing);
  if (!until || now < until) return undefined;
  return { rejected: `refunds were possible until ${until.toISOString()}`, code: 'refund_over' };
}

/** The buyer gives the order up: unpaid it is released at once, paid it becomes a request for a refund. */
export function cancelByBuyer(order: Order, listing: CurrentListing, now: Date): Transition | Rejection | null {
  if (isUnpaid(order)) return cancelled(order, 'buyer', now, 'released');
  if (order.status === 'cancelled' || order.refund === 'requested') return null;
  const problem = refundProblem(order, listing, now);
  if (problem) return problem;
  return {
    order: { ...order, refund: 'requested' },
    event: OrderRefundRequested,
    what: { step: 'refund_asked' },
  };
}

/** The admissions were taken back, so the money may go back too. */
export function grantRefund(order: Order, now: Date): Transition | null {
  if (order.status !== 'complete' || order.refund !== 'requested') return null;
  return cancelled(order, 'refunded', now, 'refund_granted', { refund: 'granted' });
}

/** The money went back without anyone asking us, such as from the provider's dashboard: nobody may enter for nothing. */
export function refundElsewhere(order: Order, now: Date): Transition | null {
  if (order.status !== 'complete') return null;
  return cancelled(order, 'refunded', now, 'paid_back', { refund: 'granted' });
}

/** An admission was used before the refund could be granted. */
export function refuseRefund(order: Order): Transition | null {
  if (order.status !== 'complete' || order.refund !== 'requested') return null;
  return updated(order, { refund: 'refused' }, 'refund_refused');
}

/**
 * The listing's seller, or an operator, gives the money back, whatever the policy and whether or not somebody was let in: what
 * the buyer asked for meanwhile is answered by it, and tickets revokes the admissions once it hears of it. Null when it was
 * given back before.
 */
export function refundOutOfTurn(
  order: Order,
  by: 'seller' | 'operator',
  reason: string,
  now: Date,
): Transition | Rejection | null {
  if (isUnpaid(order)) return { rejected: 'this order is not paid', code: 'not_paid' };
  if (order.status === 'cancelled') return order.refund === 'granted' ? null : neverCharged;
  return cancelled(order, `refunded_by_${by}`, now, `refunded_by_${by}`, { refund: 'granted' }, { reason });
}

/** An operator gives an unpaid order up, for a buyer who cannot. */
export function releaseByOperator(order: Order, reason: string, now: Date): Transition | Rejection | null {
  if (isUnpaid(order)) return cancelled(order, 'buyer', now, 'released_by_operator', {}, { reason });
  return order.status === 'cancelled' ? null : { rejected: 'this order is paid already', code: 'paid_already' };
}

const neverCharged: Rejection = { rejected: 'nothing was charged for this order', code: 'never_charged' };

/** The seller cancelled the event: every order of it ends, and what was paid goes back. */
export function cancelEvent(order: Order, now: Date): Transition | null {
  if (order.status === 'cancelled') return null;
  const refund = order.status === 'complete' ? 'granted' : order.refund;
  return cancelled(order, 'event_cancelled', now, 'event_cancelled', { refund });
}
