import { expect, test } from '@jest/globals';
import { useBench } from './testing/bench.ts';

const bench = useBench({ webhookEvents: ['payment_intent.succeeded'] });

test('only events of enabled types are sent; the others can be read', async () => {
  const { id } = await bench.paid();
  await bench.receiver.next('payment_intent.succeeded', id);
  const types = bench.receiver.received.map(({ event }) => event.type);
  expect(types).toEqual(['payment_intent.succeeded']);
  const { data } = await bench.stripe.events.list();
  expect(data.map(({ type }) => type)).toContain('charge.succeeded');
});
