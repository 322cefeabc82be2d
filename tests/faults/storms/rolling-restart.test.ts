import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { report } from '../../system/support/instance.ts';
import { allReady, ownServices, pidsOf, stopOne } from '../../system/support/processes.ts';
import { scaled } from './support/scale.ts';
import { startTraffic } from './support/traffic.ts';

const SHOPPERS = 6;

test('every replica of every service is restarted in turn amid purchases: no request fails that a client would not send again', async () => {
  // A shopper sends again what was answered 503 or 429, with the same key, as a client on a bad line does; any other failure
  // ends the traffic, and the test with it.
  const traffic = await startTraffic(SHOPPERS);
  await traffic.reaches(scaled(20));
  const since = performance.now();
  let restarts = 0;
  for (const name of ownServices) {
    for (const pid of pidsOf(name)) {
      await stopOne(name, pid!);
      await eventually(() => expect(pidsOf(name)).toEqual(pidsOf(name).map(() => expect.any(Number))), 30_000);
      await allReady();
      restarts += 1;
    }
  }
  expect(restarts).toBe(ownServices.length * 2);
  const tookMs = performance.now() - since;
  const meanwhile = traffic.done.length;
  await traffic.reaches(meanwhile + scaled(20));
  await traffic.settles();
  report(
    `rolling restart: ${restarts} processes in ${Math.round(tookMs / 1_000)} s; ${traffic.done.length} purchases, none failed`,
  );
}, 900_000);
