import { OrderCreated } from '@frontrow/common/contracts';
import { anOrder, eventually } from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { type Expiration, eventOf, expirations, type Stage, setStage, startExpiration } from './support.ts';

const MINUTES = 60_000;
const rightNow = Date.now;

let stage: Stage;
let redis: Redis;
let service: Expiration;

beforeEach(async () => {
  stage = await setStage();
  redis = new Redis(stage.redis.url);
});
afterEach(async () => {
  Date.now = rightNow;
  await service.stop();
  redis.disconnect();
  await stage.close();
});

/** Makes the clock that the service and BullMQ go by wrong. */
function setClock(offMs: number) {
  Date.now = () => rightNow() + offMs;
}

const timersSet = (count: number) =>
  eventually(async () => expect(await redis.zcard('expiration:order-timers:delayed')).toBe(count));

/** Waits for the announcement of each order; none may have come before its time. */
async function expectInTime(orders: { id: string; expiresAt: string }[]) {
  const seen = new Set<string>();
  await eventually(
    async () => {
      for (const { data } of await expirations(stage)) {
        if (!seen.has(data.orderId)) expect(rightNow()).toBeGreaterThanOrEqual(Date.parse(data.expiresAt));
        seen.add(data.orderId);
      }
      expect([...seen].sort()).toEqual(orders.map(({ id }) => id).sort());
    },
    Math.max(...orders.map(({ expiresAt }) => Date.parse(expiresAt))) - rightNow() + 5_000,
  );
}

async function placeOrders() {
  const expiresAt = new Date(rightNow() + 4_000).toISOString();
  const orders = Array.from({ length: 50 }, () => anOrder({ expiresAt }));
  for (const order of orders) await stage.orders.publish(eventOf(OrderCreated, order));
  await timersSet(orders.length);
  return orders;
}

test.each([
  ['ahead', 5 * MINUTES],
  ['behind', -5 * MINUTES],
])('with a clock five minutes %s every deadline is announced at most 5 s late, none early', async (_how, offMs) => {
  setClock(offMs);
  service = await startExpiration(stage);
  await expectInTime(await placeOrders());
});

test('timers that were set by a clock five minutes behind do not come early for one that is ahead', async () => {
  setClock(-5 * MINUTES);
  service = await startExpiration(stage);
  const orders = await placeOrders();
  await service.stop();
  setClock(5 * MINUTES);
  service = await startExpiration(stage);
  await expectInTime(orders);
});
