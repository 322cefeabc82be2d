import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { report, stateDir } from '../../system/support/instance.ts';
import { bringBack, runWith, takeDown } from '../../system/support/processes.ts';
import { scaled } from './support/scale.ts';
import { longHolds, startTraffic } from './support/traffic.ts';

const SHOPPERS = 8;
const store = join(stateDir, 'nats', 'jetstream');
const earlier = `${store}-earlier`;

let putBack = async () => {};
beforeAll(async () => {
  putBack = await runWith('orders', longHolds);
}, 120_000);
afterAll(() => putBack(), 120_000);

/** Orders whose timelines tell a step of theirs more or less often than there were, or an event of another service twice. */
const repeatedEffects = () =>
  query(
    'orders',
    `select order_id, min(version) as version, count(*) filter (where event_id is null) as steps
     from timeline join orders on orders.id = order_id group by order_id
     having count(*) filter (where event_id is null) <> min(version) or count(event_id) <> count(distinct event_id)`,
  );

test('the broker loses its whole store amid purchases: all is rebuilt by itself', async () => {
  const traffic = await startTraffic(SHOPPERS);
  await traffic.reaches(scaled(40));
  await takeDown('nats');
  await rm(store, { recursive: true });
  await bringBack('nats');
  const back = performance.now();
  await traffic.reaches(traffic.done.length + scaled(40));
  await traffic.settles();
  expect(await repeatedEffects()).toEqual([]);
  report(
    `broker: store deleted after ${scaled(40)} purchases; ${traffic.done.length} in all, settled ${Math.round(performance.now() - back)} ms after its return`,
  );
}, 600_000);

test('the broker is put back to its state of 20 s earlier amid purchases: all is rebuilt, nothing repeated', async () => {
  const traffic = await startTraffic(SHOPPERS);
  await traffic.reaches(scaled(20));
  await takeDown('nats');
  await cp(store, earlier, { recursive: true });
  await bringBack('nats');
  const before = traffic.done.length;
  await sleep(20_000);
  const forgotten = traffic.done.length - before;
  expect(forgotten).toBeGreaterThan(0);

  await takeDown('nats');
  await rm(store, { recursive: true });
  await cp(earlier, store, { recursive: true });
  await rm(earlier, { recursive: true });
  await bringBack('nats');
  const back = performance.now();
  await traffic.reaches(traffic.done.length + scaled(20));
  await traffic.settles();
  expect(await repeatedEffects()).toEqual([]);
  report(
    `broker: set back 20 s and ${forgotten} purchases; ${traffic.done.length} in all, settled ${Math.round(performance.now() - back)} ms after its return`,
  );
}, 600_000);
