import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ports, report } from '../../system/support/instance.ts';
import { bringBack, takeDown } from '../../system/support/processes.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';
import { changeStocks, expectNoHarm, noteEffects, progressOf, someListings } from './support/stock-events.ts';

const LISTINGS = 40;
const EVENTS = scaled(20_000);
const KILLS = scaled(50);
const OUTAGE_MS = scaled(60_000);
/** What the issue promises. */
const DRAINED_WITHIN_MS = 30_000;

let forget = async () => {};
let relay: Replica | undefined;
beforeAll(async () => {
  forget = await noteEffects();
}, 60_000);
afterAll(async () => {
  await relay?.end();
  await bringBack('orders');
  await forget();
}, 120_000);

test(
  `${EVENTS} events, the relay killed ${KILLS} times, the broker out for ${OUTAGE_MS / 1000} s: none lost, none doubled`,
  async () => {
    const listings = await someListings(LISTINGS);
    const before = (await progressOf(listings)).all;
    const rounds = Math.ceil(EVENTS / LISTINGS);
    await takeDown('orders');

    // The first half while the relay is killed again and again, the other while the broker is away.
    let told = 0;
    const tell = async (upTo: number) => {
      for (; told < upTo; told += 1) await changeStocks(listings);
    };
    for (let kill = 1; kill <= KILLS; kill++) {
      const { published } = await progressOf(listings);
      relay = await startReplica('orders', { PORT: String(ports.orders) });
      await tell(Math.round((rounds / 2) * (kill / KILLS)));
      await eventually(async () => expect((await progressOf(listings)).published).toBeGreaterThan(published), 60_000);
      await sleep(Math.random() * 100);
      await relay.end('SIGKILL');
    }
    relay = await startReplica('orders', { PORT: String(ports.orders) });
    await takeDown('nats');
    const outage = sleep(OUTAGE_MS);
    await tell(rounds);
    await outage;
    const waiting = await progressOf(listings);
    expect(waiting.all - before).toBe(rounds * LISTINGS);
    expect(waiting.published).toBeLessThan(waiting.all);

    await bringBack('nats');
    const back = performance.now();
    let publishedAfter = 0;
    await eventually(
      async () => {
        const { all, published, received } = await progressOf(listings);
        if (published === all) publishedAfter ||= performance.now() - back;
        expect({ published, received }).toEqual({ published: all, received: all });
      },
      DRAINED_WITHIN_MS,
      100,
    );
    const drainedMs = performance.now() - back;
    const left = waiting.all - waiting.published;
    const rate = (ms: number) => Math.round((left / ms) * 1000);
    report(
      `relay: ${left} events waited; published ${Math.round(publishedAfter)} ms after the broker's return ` +
        `(${rate(publishedAfter)}/s), received after ${Math.round(drainedMs)} ms (${rate(drainedMs)}/s)`,
    );
    await expectNoHarm(listings);
  },
  45 * 60_000,
);
