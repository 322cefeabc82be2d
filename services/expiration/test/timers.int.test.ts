import { OrderCancelled, OrderCompleted, OrderCreated, OrderUpdated } from '@frontrow/common/contracts';
import { aStock, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import supertest from 'supertest';
import {
  anOrderDueIn,
  type Expiration,
  eventOf,
  expirations,
  type Stage,
  setStage,
  startExpiration,
} from './support.ts';

let stage: Stage;
let service: Expiration;
let redis: Redis;

beforeAll(async () => {
  stage = await setStage();
  redis = new Redis(stage.redis.url);
  service = await startExpiration(stage);
});
afterAll(async () => {
  await service?.stop();
  redis?.disconnect();
  await stage?.close();
});

test('a deadline is announced when it comes, not before, and within two seconds', async () => {
  const order = anOrderDueIn(1_000);
  const created = eventOf(OrderCreated, order);
  await stage.orders.publish(created);
  const [event] = await eventually(async () => {
    const said = await expirations(stage, order.id);
    expect(said).toHaveLength(1);
    return said;
  });
  const lateMs = Date.now() - Date.parse(order.expiresAt);
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(2_000);
  expect(event).toMatchObject({
    data: { orderId: order.id, orderVersion: 1, expiresAt: order.expiresAt },
    aggregateVersion: 1,
    correlationId: created.correlationId,
    causationId: created.id,
  });
});

test('an order extended or decided in time is not announced at its old deadline', async () => {
  const [extended, completed, cancelled] = [anOrderDueIn(1_500), anOrderDueIn(1_500), anOrderDueIn(1_500)];
  for (const order of [extended, completed, cancelled]) await stage.orders.publish(eventOf(OrderCreated, order));
  const later = { ...extended, expiresAt: new Date(Date.parse(extended.expiresAt) + 1_500).toISOString() };
  await stage.orders.publish(eventOf(OrderUpdated, later, { version: 2 }));
  await stage.orders.publish(eventOf(OrderCompleted, { ...completed, status: 'complete' }, { version: 2 }));
  await stage.orders.publish(eventOf(OrderCancelled, { ...cancelled, status: 'cancelled' }, { version: 2 }));

  await eventually(async () => expect(await expirations(stage, extended.id)).toHaveLength(1));
  const said = [extended, completed, cancelled].map(({ id }) => expirations(stage, id));
  expect((await Promise.all(said)).map((events) => events.map(({ data }) => data.orderVersion))).toEqual([[2], [], []]);
});

test('each version that runs out has an aggregate and an event of its own', async () => {
  const order = anOrderDueIn(0);
  await stage.orders.publish(eventOf(OrderCreated, order, { version: 1 }));
  await eventually(async () => expect(await expirations(stage, order.id)).toHaveLength(1));
  await stage.orders.publish(eventOf(OrderUpdated, order, { version: 2 }));
  const said = await eventually(async () => {
    const events = await expirations(stage, order.id);
    expect(events).toHaveLength(2);
    return events;
  });
  expect(new Set(said.map((event) => event.id)).size).toBe(2);
  expect(new Set(said.map((event) => event.aggregateId)).size).toBe(2);
  expect(said.map((event) => event.aggregateVersion)).toEqual([1, 1]);
});

test('a duplicate sets no second timer, and one that comes after the announcement says nothing new', async () => {
  const order = anOrderDueIn(600);
  const created = eventOf(OrderCreated, order);
  await Promise.all([1, 2, 3].map(() => service.deliver('expiration-order', created)));
  await eventually(async () => expect(await expirations(stage, order.id)).toHaveLength(1));
  await service.deliver('expiration-order', created);
  await drained();
  expect(await expirations(stage, order.id)).toHaveLength(1);
});

test('events out of order leave the latest version its timer', async () => {
  const order = anOrderDueIn(1_000);
  await service.deliver('expiration-order', eventOf(OrderUpdated, order, { version: 2 }));
  await service.deliver('expiration-order', eventOf(OrderCreated, order, { version: 1 }));
  await eventually(async () => {
    const versions = (await expirations(stage, order.id)).map((event) => event.data.orderVersion);
    expect(versions).toContain(2);
  });
});

test('poison becomes a dead letter, the others go on, and it can be replayed', async () => {
  const order = anOrderDueIn(0);
  const poison = { ...eventOf(OrderCreated, order), data: { ...aStock() } };
  await stage.orders.publish(poison as never);
  const healthy = anOrderDueIn(0);
  await stage.orders.publish(eventOf(OrderCreated, healthy));
  await eventually(async () => expect(await expirations(stage, healthy.id)).toHaveLength(1));

  const [id, letter] = await eventually(async () => {
    const [found] = Object.entries(await redis.hgetall('expiration:dead-letters'));
    expect(found).toBeDefined();
    return found!;
  });
  expect(JSON.parse(letter)).toMatchObject({ consumer: 'expiration-order', subject: 'order.created' });

  const mended = { ...JSON.parse(letter), payload: JSON.stringify(eventOf(OrderCreated, order)) };
  await redis.hset('expiration:dead-letters', id, JSON.stringify(mended));
  await redis.sadd('expiration:dead-letters:replay', id);
  await eventually(async () => expect(await expirations(stage, order.id)).toHaveLength(1));
  await eventually(async () => expect(await redis.hlen('expiration:dead-letters')).toBe(0));
});

test('is ready', async () => {
  await eventually(async () =>
    expect((await supertest(service.url).get('/health/ready')).body).toEqual({ status: 'ready', checks: {} }),
  );
});

/** Every timer that was due has fired. */
const drained = () =>
  eventually(async () => {
    const keys = ['wait', 'active', 'delayed'].map((key) => `expiration:order-timers:${key}`);
    const sizes = await Promise.all([redis.llen(keys[0]!), redis.llen(keys[1]!), redis.zcard(keys[2]!)]);
    expect(sizes).toEqual([0, 0, 0]);
  });
