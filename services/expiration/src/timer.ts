import type { EventOf, Id, Instant, OrderCreated, OrderState } from '@frontrow/common/contracts';

/** What is to be said about one version of an order once its deadline has come, and which event set that deadline. */
export interface Timer {
  orderId: Id;
  orderVersion: number;
  expiresAt: Instant;
  correlationId: string;
  causationId: Id;
}

/** Any event about an order: all of them carry its whole state. */
export type OrderEvent = Omit<EventOf<typeof OrderCreated>, 'type'> & { data: OrderState };

/** Names the timer of one version of an order. */
export const timerId = (orderId: Id, orderVersion: number): string => `${orderId}-${orderVersion}`;

/** The timer that an order's version needs; undefined when it is decided and waits for nothing. */
export function timerOf(event: OrderEvent): Timer | undefined {
  const { status, expiresAt } = event.data;
  if (status !== 'created' && status !== 'awaiting:payment') return undefined;
  return {
    orderId: event.aggregateId,
    orderVersion: event.aggregateVersion,
    expiresAt,
    correlationId: event.correlationId,
    causationId: event.id,
  };
}

/** The latest event of each order, in whatever order they are told. */
export function latestOf(history: Iterable<OrderEvent>): OrderEvent[] {
  const latest = new Map<Id, OrderEvent>();
  for (const event of history) {
    const known = latest.get(event.aggregateId);
    if (!known || known.aggregateVersion < event.aggregateVersion) latest.set(event.aggregateId, event);
  }
  return [...latest.values()];
}

/** The timers that a history of events leaves pending: those of each order's latest version. */
export const pendingTimers = (history: Iterable<OrderEvent>): Timer[] =>
  latestOf(history).flatMap((event) => timerOf(event) ?? []);

/** Names the timers of all versions of an order before this event's. */
export const earlierTimers = ({ aggregateId, aggregateVersion }: OrderEvent): string[] =>
  Array.from({ length: aggregateVersion - 1 }, (_, index) => timerId(aggregateId, index + 1));
