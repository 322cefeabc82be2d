import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { report, stateDir } from '../../system/support/instance.ts';
import { runWith } from '../../system/support/processes.ts';
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
  'the disk of %s is full for a while amid purchases: all goes on once there is space',
  async (engine) => {
    const log = () => readFileSync(join(stateDir, 'logs', `${engine}.log`), 'utf8');
    const disk = await ontoSmallDisk(engine);
    try {
      const traffic = await startTraffic(SHOPPERS);
      await traffic.reaches(scaled(20));
      const before = log().length;
      disk.fill();
      await eventually(() => expect(log().slice(before)).toMatch(/no space left on device/i), 60_000, 100);
      await sleep(FULL_MS);
      disk.free();
      const freed = performance.now();
      await traffic.reaches(traffic.done.length + scaled(20));
      const sold = performance.now();
      await traffic.settles();
      const [goingOn, settled] = [sold, performance.now()].map((at) => Math.round(at - freed));
      report(
        `disk full: ${engine}; ${scaled(20)} purchases more ${goingOn} ms after there was space, settled after ${settled} ms`,
      );
    } finally {
      disk.free();
      await disk.putBack();
    }
  },
  600_000,
);
