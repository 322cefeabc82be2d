import { expect, test } from '@jest/globals';
import { anOrder, eventOf } from '../../testing/index.ts';
import { aggregateOf, eventCatalog, findEvent, streams } from './catalog.ts';
import { OrderCreated } from './orders.ts';

test('every event is found by its type and belongs to a stream', () => {
  for (const definition of eventCatalog) {
    expect(findEvent(definition.type)).toBe(definition);
    expect(streams[aggregateOf(definition.type)]).toBeDefined();
  }
  expect(new Set(eventCatalog.map(({ type }) => type)).size).toBe(eventCatalog.length);
  expect(findEvent('order.eaten')).toBeUndefined();
});

test('members that a newer publisher adds are tolerated; missing ones are not', () => {
  const event = eventOf(OrderCreated, anOrder());
  const newer = { ...event, traceparent: 'x', data: { ...event.data, seat: 'A1' } };
  expect(OrderCreated.envelope.parse(newer)).toEqual(event);
  const { total: _, ...incomplete } = event.data;
  expect(OrderCreated.envelope.safeParse({ ...event, data: incomplete }).success).toBe(false);
});
