import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ports, report, stateDir } from '../../system/support/instance.ts';
import { allReady, bringBack, type Part, pidOf, takeDown } from '../../system/support/processes.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';
import { longHolds, startTraffic } from './support/traffic.ts';

/** What the machine runs; the provider is elsewhere, and so are the buyers. */
const machine: Part[] = [
  'postgres',
  'nats',
  'redis',
  'auth',
  'tickets',
  'payments',
  'expiration',
  'notifications',
  'audit',
];
const SHOPPERS = 6;

/** What an engine has written without asking the disk to keep it is lost; PostgreSQL asks at every commit. */
const folders = { nats: join(stateDir, 'nats/jetstream'), redis: join(stateDir, 'redis/appendonlydir') };

let orders: Replica;
const startOrders = async () => {
  orders = await startReplica('orders', { PORT: String(ports.orders), ...longHolds });
};
beforeAll(async () => {
  await takeDown('orders');
  await startOrders();
  await allReady();
}, 120_000);
afterAll(async () => {
  await orders.end();
  await bringBack('orders');
}, 120_000);

test('the power is cut amid purchases, and the last 20 s of what the broker and Redis kept are gone', async () => {
  const traffic = await startTraffic(SHOPPERS);
  await traffic.reaches(scaled(20));
  for (const engine of ['nats', 'redis'] as const) {
    await takeDown(engine);
    await cp(folders[engine], `${folders[engine]}-earlier`, { recursive: true });
    await bringBack(engine);
  }
  const before = traffic.done.length;
  await sleep(20_000);
  const forgotten = traffic.done.length - before;
  expect(forgotten).toBeGreaterThan(0);

  await Promise.all([...machine.map((part) => takeDown(part)), orders.end('SIGKILL')]);
  expect(machine.map(pidOf)).toEqual(machine.map(() => undefined));
  for (const folder of Object.values(folders)) {
    await rm(folder, { recursive: true });
    await cp(`${folder}-earlier`, folder, { recursive: true });
    await rm(`${folder}-earlier`, { recursive: true });
  }
  const dark = performance.now();
  await startOrders();
  await Promise.all(machine.map((part) => bringBack(part)));
  report(`power cut: all was ready again ${Math.round(performance.now() - dark)} ms after the power was back`);
  await traffic.reaches(traffic.done.length + scaled(20));
  await traffic.settles();
  report(
    `power cut: ${traffic.done.length} purchases, ${forgotten} of them forgotten by the broker; settled after ${Math.round(performance.now() - dark)} ms`,
  );
}, 900_000);
