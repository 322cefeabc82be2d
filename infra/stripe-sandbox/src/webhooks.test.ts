import { afterEach, describe, expect, test } from '@jest/globals';
import { noRedirects, refusal, useBench } from './testing/bench.ts';
import { until } from './testing/until.ts';

const bench = useBench();
const order = { amount: 1000, currency: 'eur', ...noRedirects } as const;
const create = () => bench.stripe.paymentIntents.create(order);

/** Arrivals of one intent's `payment_intent.created`. */
const arrivals = (id: string) =>
  bench.receiver.received.filter(({ event }) => (event.data.object as { id?: string }).id === id);

const delivered = (id: string) =>
  until('no more deliveries', async () => (await bench.stripe.events.retrieve(id)).pending_webhooks === 0);

afterEach(() => bench.receiver.answer(200));

describe('an event', () => {
  test('is signed, names the request behind it, and can be read again', async () => {
    const { id, lastResponse } = await bench.stripe.paymentIntents.create(order, { idempotencyKey: 'why' });
    const event = await bench.receiver.next('payment_intent.created', id);
    expect(event).toMatchObject({
      object: 'event',
      livemode: false,
      pending_webhooks: 1,
      request: { id: lastResponse.requestId, idempotency_key: 'why' },
      data: { object: { id, status: 'requires_payment_method' } },
    });
    await delivered(event.id);
    const read = await bench.stripe.events.retrieve(event.id);
    expect(read).toMatchObject({ id: event.id, type: event.type, data: event.data, pending_webhooks: 0 });
  });

  test('keeps the object as it was then', async () => {
    const { id } = await bench.authorized();
    await bench.stripe.paymentIntents.capture(id);
    const { data } = await bench.stripe.events.list({
      types: ['payment_intent.created', 'payment_intent.succeeded'],
      limit: 2,
    });
    expect(data.map(({ type, data: { object } }) => [type, (object as { status?: string }).status])).toEqual([
      ['payment_intent.succeeded', 'succeeded'],
      ['payment_intent.created', 'requires_confirmation'],
    ]);
  });

  test('is listed by type, in pages', async () => {
    await bench.authorized();
    const { data } = await bench.stripe.events.list({ type: 'charge.*' });
    expect(new Set(data.map(({ type }) => type.split('.')[0]))).toEqual(new Set(['charge']));
    expect((await bench.stripe.events.list({ limit: 1 })).has_more).toBe(true);
    expect((await refusal(bench.stripe.events.list({ starting_after: 'evt_gone' }))).code).toBe('resource_missing');
  });
});

describe('an endpoint that does not acknowledge', () => {
  test.each([500, 302, 0])('with %i is asked again, each time later, until it does', async (status) => {
    bench.receiver.answer(status);
    const { id } = await create();
    await until('three attempts', () => arrivals(id).length >= 3);
    bench.receiver.answer(200);
    const [first, second, third] = arrivals(id).map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(240);
    expect(third - second).toBeGreaterThanOrEqual(490);
    await delivered(arrivals(id)[0]!.event.id);
    expect(new Set(arrivals(id).map(({ event }) => event.id)).size).toBe(1);
  });

  test('hears after a restart of what it missed', async () => {
    bench.receiver.answer(503);
    const { id } = await create();
    await until('an attempt', () => arrivals(id).length >= 1);
    await bench.restart();
    bench.receiver.answer(200);
    await delivered(arrivals(id)[0]!.event.id);
  });
});

describe('faults', () => {
  test('late: the event comes after the delay', async () => {
    await bench.fault({ kind: 'webhook-late', delayMs: 400, match: { type: 'payment_intent.created' } });
    const before = Date.now();
    const { id } = await create();
    await bench.receiver.next('payment_intent.created', id);
    expect(arrivals(id)[0]!.at - before).toBeGreaterThanOrEqual(390);
  });

  test('duplicate: the same event comes several times', async () => {
    await bench.fault({ kind: 'webhook-duplicate', count: 3, match: { metadata: { orderId: 'twice' } } });
    const { id } = await bench.stripe.paymentIntents.create({ ...order, metadata: { orderId: 'twice' } });
    await until('three copies', () => arrivals(id).length === 3);
    expect(new Set(arrivals(id).map(({ event }) => event.id)).size).toBe(1);
  });

  test('reorder: the collected events come in reverse', async () => {
    await bench.fault({ kind: 'webhook-reorder', count: 3, delayMs: 60_000 });
    const { id } = await bench.authorized();
    await until('three events', () => bench.receiver.typesFor(id).length === 3);
    expect(bench.receiver.typesFor(id)).toEqual([
      'payment_intent.amount_capturable_updated',
      'charge.succeeded',
      'payment_intent.created',
    ]);
  });

  test('reorder: what was not enough to be reversed comes after the delay', async () => {
    await bench.fault({ kind: 'webhook-reorder', count: 5, delayMs: 200, match: { metadata: { orderId: 'alone' } } });
    const { id } = await bench.stripe.paymentIntents.create({ ...order, metadata: { orderId: 'alone' } });
    await bench.receiver.next('payment_intent.created', id);
  });

  test('drop: the event never comes, but can be read', async () => {
    await bench.fault({ kind: 'webhook-drop', times: 2 });
    const lost = [await create(), await create()];
    const { id } = await create();
    await bench.receiver.next('payment_intent.created', id);
    for (const intent of lost) expect(arrivals(intent.id)).toEqual([]);
    const { data } = await bench.stripe.events.list({ type: 'payment_intent.created' });
    expect(data.map(({ data: { object } }) => (object as { id?: string }).id)).toEqual(
      expect.arrayContaining(lost.map((intent) => intent.id)),
    );
  });
});
