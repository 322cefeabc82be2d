import { OrderCancelled, OrderCompleted, OrderCreated, OrderUpdated } from '@frontrow/common/contracts';
import { deliverPlainly, type Logger } from '@frontrow/common/messaging';
import { anOrder, eventOf, eventually, startTestRedis, type TestEngine } from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { ExpirationKit } from '../src/config.ts';
import { onOrderChanged } from '../src/consumers/on-order-changed.ts';
import { openRedis, type RedisConnection } from '../src/store/redis.ts';
import { openTimers, type Timers } from '../src/store/timers.ts';
import type { OrderEvent, Timer } from '../src/timer.ts';
import { inMs } from './support.ts';

const log: Logger = { debug() {}, info() {}, warn() {}, error() {} };

let engine: TestEngine;
let redis: Redis;
let connection: RedisConnection;
let timers: Timers;
let roundTrips: number;
let fired: Timer[];
let fire: (timer: Timer) => Promise<void>;

beforeEach(async () => {
  engine = await startTestRedis();
  redis = new Redis(engine.url);
  roundTrips = 0;
  fired = [];
  fire = async (timer) => void fired.push(timer);
  connection = openRedis({ REDIS_URL: engine.url }, log);
  await eventually(() => connection.check());
  const counted: RedisConnection = {
    ...connection,
    ask(commands) {
      roundTrips += 1;
      return connection.ask(commands);
    },
  };
  timers = openTimers(counted, (timer) => fire(timer), log);
});
afterEach(async () => {
  await timers.close();
  redis.disconnect();
  await engine.remove();
});

const deliver = (events: OrderEvent[]) =>
  deliverPlainly([onOrderChanged({ resources: { timers } } as ExpirationKit)])('expiration-order', events as never);
const timersSet = () => redis.zrange('expiration:order-timers:delayed', 0, '-1').then((names) => names.toSorted());
const someOrders = (count: number, expiresAt = inMs(3_600_000)) =>
  Array.from({ length: count }, () => anOrder({ expiresAt }));
const created = (order: ReturnType<typeof anOrder>) => eventOf(OrderCreated, order);
const extended = (order: ReturnType<typeof anOrder>, version: number) =>
  eventOf(OrderUpdated, { ...order, status: 'awaiting:payment' }, { version });
const completed = (order: ReturnType<typeof anOrder>, version: number) =>
  eventOf(OrderCompleted, { ...order, status: 'complete' }, { version });

test('the events of many orders set and remove their timers in two round trips', async () => {
  const orders = someOrders(50);
  const names = (version: number) => orders.map(({ id }) => `${id}-${version}`).toSorted();
  await deliver(orders.map(created));
  expect(await timersSet()).toEqual(names(1));
  await deliver(orders.map((order) => extended(order, 2)));
  expect(await timersSet()).toEqual(names(2));
  await deliver(orders.map((order) => completed(order, 3)));
  expect(await timersSet()).toEqual([]);
  expect(roundTrips).toBe(3 * 2);
  // Nothing to set or to remove: a look is enough.
  await deliver(orders.map((order) => completed(order, 4)));
  expect(roundTrips).toBe(3 * 2 + 1);
});

test('of several events of an order only the latest counts, whatever their order and however often they come', async () => {
  const [waiting, paid, over] = someOrders(3) as [ReturnType<typeof anOrder>, ...ReturnType<typeof anOrder>[]];
  const events = [
    extended(waiting, 2),
    created(waiting),
    extended(waiting, 2),
    created(paid!),
    completed(paid!, 2),
    created(over!),
    eventOf(OrderCancelled, { ...over!, status: 'cancelled', cancelReason: 'buyer' }, { version: 2 }),
  ];
  await deliver(events);
  expect(await timersSet()).toEqual([`${waiting.id}-2`]);
  await deliver(events);
  expect(await timersSet()).toEqual([`${waiting.id}-2`]);
});

test('timers that are due at the same moment are announced side by side, and one that fails harms no other', async () => {
  const orders = someOrders(100, inMs(0));
  const [bad] = orders;
  const begun = new Set<string>();
  let letAllGo = () => {};
  const allHaveBegun = new Promise<void>((resolve) => {
    letAllGo = resolve;
  });
  let refusals = 2;
  fire = async (timer) => {
    if (timer.orderId === bad!.id && refusals-- > 0) throw new Error('the broker does not answer');
    begun.add(timer.orderId);
    if (begun.size === orders.length) letAllGo();
    await allHaveBegun;
    fired.push(timer);
  };
  await deliver(orders.map(created));
  // A timer may be announced twice, when the machine is so busy that its lock lapses; it says the same then.
  const announced = () => new Set(fired.map(({ orderId }) => orderId));
  await eventually(() => expect([...announced()].toSorted()).toEqual(orders.map(({ id }) => id).toSorted()));
});
