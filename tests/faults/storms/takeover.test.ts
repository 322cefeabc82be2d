import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ports, report } from '../../system/support/instance.ts';
import { bringBack, takeDown } from '../../system/support/processes.ts';
import { startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';
import { expectNoHarm, noteEffects, progressOf, receivedAll, someListings, tell } from './support/stock-events.ts';

const LISTINGS = 20;
const EVENTS = scaled(4_000);
/** What the issue promises. */
const LEADS_WITHIN_MS = 3_000;

let forget = async () => {};
beforeAll(async () => {
  forget = await noteEffects();
}, 60_000);
afterAll(async () => {
  await bringBack('orders');
  await forget();
}, 60_000);

test('the relay that leads is killed under load: another leads, in order, and nothing is doubled', async () => {
  const listings = await someListings(LISTINGS);
  await takeDown('orders');
  const leader = await startReplica('orders');
  await eventually(async () => expect((await fetch(`${leader.url}/health/ready`)).status).toBe(200), 60_000);
  const follower = await startReplica('orders', { PORT: String(ports.orders) });
  try {
    await eventually(async () => expect((await fetch(`${follower.url}/health/ready`)).status).toBe(200), 60_000);
    const before = (await progressOf(listings)).published;
    const telling = tell(listings, EVENTS);
    await eventually(async () => expect((await progressOf(listings)).published).toBeGreaterThan(before + 20), 30_000);
    await leader.end('SIGKILL');
    const killed = performance.now();
    const { published } = await progressOf(listings);
    await eventually(async () => expect((await progressOf(listings)).published).toBeGreaterThan(published), 30_000, 20);
    const leadsMs = performance.now() - killed;
    report(`takeover: the next relay had published ${Math.round(leadsMs)} ms after the leader was killed`);
    expect(leadsMs).toBeLessThanOrEqual(LEADS_WITHIN_MS);
    await telling;
    await receivedAll(listings, 60_000);
    await expectNoHarm(listings);
  } finally {
    await follower.end();
  }
}, 300_000);
