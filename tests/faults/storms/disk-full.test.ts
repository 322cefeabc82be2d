import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { report } from '../../system/support/instance.ts';
import { allReady, kill, runWith } from '../../system/support/processes.ts';
import { scaled } from './support/scale.ts';
import { ontoSmallDisk, writers } from './support/small-disk.ts';
import { longHolds, startTraffic } from './support/traffic.ts';

const SHOPPERS = 6;
const FULL_MS = 15_000;

let putBack = async () => {};
beforeAll(async () => {
  putBack = await runWith('orders', longHolds);
}, 120_000);
afterAll(() => putBack(), 120_000);

test.each(writers)(
  'the disk of %s is full for a while amid purchases: all goes on once there is space, and it was started anew',
  async (engine) => {
    const disk = await ontoSmallDisk(engine);
    try {
      const traffic = await startTraffic(SHOPPERS);
      await traffic.reaches(scaled(20));
      const before = traffic.done.length;
      disk.fill();
      await sleep(FULL_MS);
      expect(disk.isFull()).toBe(true);
      const meanwhile = traffic.done.length - before;
      disk.free();
      const freed = performance.now();
      await kill(engine); // some engines go on from memory: what they could not write is gone with them
      await allReady();
      await traffic.reaches(traffic.done.length + scaled(20));
      const goingOn = performance.now();
      await traffic.settles();
      const [again, settled] = [goingOn, performance.now()].map((at) => Math.round(at - freed));
      report(
        `disk full: ${engine}; ${meanwhile} purchases meanwhile, ${scaled(20)} more ${again} ms after there was space, settled after ${settled} ms`,
      );
    } finally {
      disk.free();
      await disk.putBack();
    }
  },
  600_000,
);
