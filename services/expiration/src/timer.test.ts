import { type EventOf, OrderCancelled, OrderCompleted, OrderCreated, OrderUpdated } from '@frontrow/common/contracts';
import { anOrder, eventOf } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { earlierTimers, latestOf, pendingTimers, timerId, timerOf } from './timer.ts';

const order = anOrder();
const created = eventOf(OrderCreated, order, { version: 1 });
const paying = eventOf(OrderUpdated, { ...order, status: 'awaiting:payment' }, { version: 2 });
const completed = eventOf(OrderCompleted, { ...order, status: 'complete' }, { version: 3 });

test.each([
  ['created', created, true],
  ['awaiting:payment', paying, true],
  ['complete', completed, false],
  ['cancelled', eventOf(OrderCancelled, { ...order, status: 'cancelled' }, { version: 2 }), false],
])('an order that is %s needs a timer: %#', (_status, event, needed) => {
  expect(timerOf(event as EventOf<typeof OrderCreated>) !== undefined).toBe(needed);
});

test('a timer names the version that set the deadline, and where it comes from', () => {
  expect(timerOf(paying)).toEqual({
    orderId: order.id,
    orderVersion: 2,
    expiresAt: order.expiresAt,
    correlationId: paying.correlationId,
    causationId: paying.id,
  });
  expect(timerId(order.id, 2)).toBe(`${order.id}-2`);
});

test('a history leaves the timers of the latest versions, however it is ordered', () => {
  const other = eventOf(OrderCreated, anOrder());
  expect(pendingTimers([created, other, paying])).toEqual([timerOf(paying), timerOf(other)]);
  expect(pendingTimers([paying, created])).toEqual([timerOf(paying)]);
  expect(pendingTimers([completed, paying, created])).toEqual([]);
});

test('an order’s latest event is the one of its highest version, and comes with the names of the timers before it', () => {
  expect(latestOf([paying, completed, created])).toEqual([completed]);
  expect(earlierTimers(created)).toEqual([]);
  expect(earlierTimers(completed as never)).toEqual([`${order.id}-1`, `${order.id}-2`]);
});
