import { OrderCompleted, OrderCreated } from '@frontrow/common/contracts';
import { anOrder, eventually } from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import supertest from 'supertest';
import { type Expiration, eventOf, expirations, type Stage, setStage, startExpiration } from './support.ts';

let stage: Stage;
let service: Expiration;

beforeEach(async () => {
  stage = await setStage();
  service = await startExpiration(stage);
  await isReady();
});
afterEach(async () => {
  await service.stop();
  await stage.close();
});

const isReady = () =>
  eventually(async () => expect((await supertest(service.url).get('/health/ready')).status).toBe(200));

const announced = (orderIds: string[], withinMs?: number) =>
  eventually(async () => {
    const said = await expirations(stage);
    expect(said.map((event) => event.data.orderId).sort()).toEqual([...orderIds].sort());
  }, withinMs);

/**
 * The same where events are heard late, or out of order since they had to be tried again: the timer of the paid order may
 * fire before it is heard that it was paid, so it may be announced, too, which orders takes no heed of.
 */
const announcedThoughHeardLate = (orderIds: string[], withinMs?: number) =>
  eventually(async () => {
    const said = (await expirations(stage)).map((event) => event.data.orderId);
    expect(said.filter((id) => orderIds.includes(id)).sort()).toEqual([...orderIds].sort());
    expect(said.length).toBeLessThanOrEqual(orderIds.length + 1);
  }, withinMs);

/** Twenty orders due at an instant, and before them a paid one that must stay silent. */
async function placeOrders(deadline: number): Promise<string[]> {
  const expiresAt = new Date(deadline).toISOString();
  const paid = anOrder({ expiresAt });
  await stage.orders.publish(eventOf(OrderCreated, paid));
  await stage.orders.publish(eventOf(OrderCompleted, { ...paid, status: 'complete' }, { version: 2 }));
  const orders = Array.from({ length: 20 }, () => anOrder({ expiresAt }));
  for (const order of orders) await stage.orders.publish(eventOf(OrderCreated, order));
  return orders.map(({ id }) => id);
}

async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(stage.redis.url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** These orders have timers, and no others: what was paid has none any more. */
const timersSet = (orderIds: string[]) =>
  withRedis((redis) =>
    eventually(async () => {
      const jobs = await redis.zrange('expiration:order-timers:delayed', 0, '-1');
      expect(jobs.sort()).toEqual(orderIds.map((id) => `${id}-1`).sort());
    }),
  );

const soon = (ms: number) => Date.now() + ms;

/** Waits until the deadline of orders placed before is behind us. */
const past = (deadline: number) => eventually(() => expect(Date.now()).toBeGreaterThan(deadline));

test('FLUSHALL: timers are rebuilt and fire in time', async () => {
  const ids = await placeOrders(soon(4_000));
  await timersSet(ids);
  await withRedis((redis) => redis.flushall());
  await timersSet(ids);
  await announced(ids);
});

test('Redis killed and back empty: timers are rebuilt and fire in time', async () => {
  const ids = await placeOrders(soon(5_000));
  await timersSet(ids);
  await stage.redis.wipe();
  await timersSet(ids);
  await announced(ids);
});

test('Redis killed and back with its data over the deadline: timers fire within 5 s', async () => {
  const deadline = soon(1_500);
  const ids = await placeOrders(deadline);
  await timersSet(ids);
  await stage.redis.kill();
  await past(deadline);
  await stage.redis.start();
  await announced(ids, 5_000);
});

test('Redis down while orders are placed: it says so, and nothing is lost', async () => {
  await stage.redis.kill();
  const answer = await eventually(async () => {
    const health = await supertest(service.url).get('/health/ready');
    expect(health.status).toBe(503);
    return health;
  });
  expect(answer.body.checks.redis).toMatch(
    /^cannot reach Redis at 127\.0\.0\.1:\d+ \(.+\): is it running, .+REDIS_URL/,
  );
  const ids = await placeOrders(soon(500));
  await stage.redis.start();
  await announcedThoughHeardLate(ids);
  await isReady();
  expect(await withRedis((redis) => redis.hlen('expiration:dead-letters'))).toBe(0);
});

test('expiration down over the deadline: it announces within 5 s of its return', async () => {
  const deadline = soon(1_500);
  const early = await placeOrders(deadline);
  await timersSet(early);
  await service.stop();
  const unseen = await placeOrders(deadline);
  await past(deadline);
  service = await startExpiration(stage);
  await announcedThoughHeardLate([...early, ...unseen], 5_000);
});

test('NATS down at the deadline: it is announced once the broker is back', async () => {
  const deadline = soon(800);
  const ids = await placeOrders(deadline);
  await timersSet(ids);
  await stage.nats.kill();
  await past(deadline);
  await stage.nats.start();
  await announced(ids);
});

test('NATS loses its whole store: the stream is made again and timers go on', async () => {
  const ids = await placeOrders(soon(4_000));
  await timersSet(ids);
  await stage.nats.wipe();
  await announced(ids);
});

test('a timer whose worker was killed in the middle fires again within 5 s', async () => {
  const deadline = soon(4_000);
  const ids = await placeOrders(deadline);
  await timersSet(ids);
  await service.stop();
  await past(deadline);
  await withRedis(async (redis) => {
    const options = { connection: redis.duplicate({ maxRetriesPerRequest: null }), prefix: 'expiration' };
    const doomed = new Worker('order-timers', null, { ...options, autorun: false, lockDuration: 2_000 });
    await eventually(async () =>
      expect(ids.map((id) => `${id}-1`)).toContain((await doomed.getNextJob('a token', { block: false }))?.id),
    );
    await doomed.close(true);
    options.connection.disconnect();
  });
  service = await startExpiration(stage);
  await announced(ids, 5_000);
});

test('Redis hangs: commands give up, and all is well once it answers', async () => {
  stage.redis.pause();
  const deadline = soon(500);
  const ids = await placeOrders(deadline);
  await past(deadline);
  stage.redis.resume();
  await announcedThoughHeardLate(ids);
});
