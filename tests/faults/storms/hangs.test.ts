import { eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ports, report } from '../../system/support/instance.ts';
import { bringBack, resume, suspend, takeDown } from '../../system/support/processes.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';
import { expectNoHarm, noteEffects, progressOf, receivedAll, someListings, tell } from './support/stock-events.ts';

const LISTINGS = 20;
const EVENTS = scaled(2_000);

let forget = async () => {};
let leader: Replica | undefined;
beforeAll(async () => {
  forget = await noteEffects();
}, 60_000);
afterEach(async () => {
  await leader?.end();
  leader = undefined;
  await bringBack('orders');
}, 60_000);
afterAll(() => forget());

test('of two relays the one that leads hangs amid its work: the other takes over, and its return does no harm', async () => {
  const listings = await someListings(LISTINGS);
  await takeDown('orders');
  leader = await startReplica('orders', { PORT: String(ports.orders) });
  await eventually(async () => expect((await fetch(`${leader!.url}/health/ready`)).status).toBe(200), 60_000);
  const follower = await startReplica('orders');
  try {
    await eventually(async () => expect((await fetch(`${follower.url}/health/ready`)).status).toBe(200), 60_000);
    const telling = tell(listings, EVENTS);
    const before = (await progressOf(listings)).published;
    await eventually(async () => expect((await progressOf(listings)).published).toBeGreaterThan(before + 20), 30_000);
    leader.child.kill('SIGSTOP');
    const stopped = performance.now();
    await telling;
    await receivedAll(listings, 60_000);
    report(
      `hangs: the relay's follower had caught up ${Math.round(performance.now() - stopped)} ms after its leader hung`,
    );
    leader.child.kill('SIGCONT');
    await tell(listings, EVENTS);
    await receivedAll(listings, 60_000);
    await expectNoHarm(listings);
  } finally {
    await follower.end();
  }
}, 300_000);

test('a consumer hangs for longer than the broker waits for its answers: each event has one effect', async () => {
  const listings = await someListings(LISTINGS);
  const telling = tell(listings, EVENTS);
  await eventually(async () => expect((await progressOf(listings)).received).toBeGreaterThan(20), 30_000);
  suspend('tickets');
  const until = performance.now() + 12_000;
  await eventually(() => expect(performance.now()).toBeGreaterThan(until), 20_000, 200);
  resume('tickets');
  await telling;
  const resumed = performance.now();
  await receivedAll(listings, 60_000);
  report(`hangs: a consumer that hung for 12 s had caught up ${Math.round(performance.now() - resumed)} ms after`);
  await expectNoHarm(listings);
}, 300_000);
