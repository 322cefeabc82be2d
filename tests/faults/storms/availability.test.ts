import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { report, tell } from '../../system/support/instance.ts';
import { buy, sell } from '../../system/support/market.ts';
import { newcomer } from '../../system/support/people.ts';
import { runWith } from '../../system/support/processes.ts';
import {
  cutOff,
  type EngineName,
  killOn,
  leaderOf,
  leadingOn,
  untilAnotherLeads,
  untilItFollows,
} from './support/machines.ts';
import { scaled } from './support/scale.ts';
import { longHolds, startTraffic } from './support/traffic.ts';

const SHOPPERS = 6;
/** What the issue promises. */
const GO_ON_WITHIN_MS = 30_000;

const faults = { killed: killOn, 'cut off': cutOff };

let putBack = async () => {};
beforeAll(async () => {
  putBack = await runWith('orders', longHolds);
}, 120_000);
afterAll(() => putBack(), 120_000);

test.each<[EngineName, keyof typeof faults]>([
  ['PostgreSQL', 'killed'],
  ['PostgreSQL', 'cut off'],
  ['NATS', 'killed'],
  ['NATS', 'cut off'],
  ['Redis', 'killed'],
  ['Redis', 'cut off'],
])(
  'the %s that leads is %s amid purchases: sales go on, and nothing that was answered is lost',
  async (engine, fault) => {
    tell(`${engine} ${fault}`);
    const traffic = await startTraffic(SHOPPERS);
    const buyer = await newcomer();
    const { id } = await sell(await newcomer(), { quantity: 1_000 });
    await traffic.reaches(scaled(20));

    const leader = await leaderOf(engine);
    const gone = fault === 'killed' ? [engine] : await leadingOn(leader);
    const heal = faults[fault](leader, engine);
    const struck = performance.now();
    try {
      // A whole purchase that begins after the fault: reserved, paid, admitted.
      await eventually(() => buy(buyer, id), GO_ON_WITHIN_MS * 2, 100);
      const soldMs = performance.now() - struck;
      const next = await untilAnotherLeads(engine, leader);
      report(
        `availability: ${engine} ${fault} (led on ${leader.name}: ${gone.join(', ')}): ${next.name} leads, the next purchase was complete after ${Math.round(soldMs)} ms`,
      );
      expect(soldMs).toBeLessThanOrEqual(GO_ON_WITHIN_MS);
      await traffic.reaches(traffic.done.length + scaled(20)); // still with two of three
    } finally {
      // The next fault is to find three of each and nobody else buying, whatever became of this one.
      heal();
      traffic.close();
      await untilItFollows(engine, leader);
    }
    await traffic.settles();
  },
  600_000,
);
