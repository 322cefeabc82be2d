import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { afterEach, expect, test } from '@jest/globals';
import { ports, stateDir } from './support/instance.ts';
import {
  allReady,
  bringBack,
  type Engine,
  isConnected,
  kill,
  ownServices,
  readiness,
  type Service,
  takeDown,
} from './support/processes.ts';

let down: Engine | undefined;
afterEach(() => down && bringBack(down), 60_000);

/** The messages a service has logged since its log was so long. */
const messagesOf = (name: Service, since: number) =>
  logOf(name)
    .slice(since)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
/** Waits for the one line in which a service that was killed says, once it is started again, what it cannot reach. */
async function complains(name: Service, line: RegExp): Promise<() => string[]> {
  const logged = logOf(name).length; // those that run may complain, too
  await kill(name);
  const complaints = () => messagesOf(name, logged).filter((message) => line.test(message));
  await eventually(() => expect(complaints()).toHaveLength(1), 20_000);
  return complaints;
}

const logOf = (name: Service) => readFileSync(join(stateDir, 'logs', `${name}.log`), 'utf8');

test.each<[Engine, string, Service, Service[], RegExp]>([
  [
    'postgres',
    'database',
    'orders',
    ['auth', 'tickets', 'orders', 'payments', 'notifications', 'audit'],
    /cannot use PostgreSQL at .* is it running/,
  ],
  ['redis', 'redis', 'expiration', ['expiration'], /cannot reach Redis at .* is it running/],
])(
  'without %s services report not ready, and one that starts says so in one line',
  async (engine, check, starting, affected, line) => {
    await allReady();
    down = engine;
    await takeDown(engine);
    for (const name of affected) {
      await eventually(async () => {
        const { status, checks } = await readiness(name);
        expect([name, status, Object.keys(checks)]).toEqual([name, 503, expect.arrayContaining([check])]);
      });
    }

    const complaints = await complains(starting, line);
    await eventually(async () => expect((await readiness(starting)).status).toBe(503));
    expect((await fetch(`http://127.0.0.1:${ports[starting]}/health/live`)).status).toBe(200);
    expect(complaints()).toHaveLength(1);
  },
  120_000,
);

test('without nats services are ready, also one that starts, say so in one line, and show it in their metrics', async () => {
  await allReady();
  down = 'nats';
  await takeDown('nats');
  for (const name of ownServices)
    await eventually(async () => expect([name, await isConnected(name)]).toEqual([name, false]));
  const complaints = await complains('orders', /cannot reach NATS at .* is it running/);
  for (const name of ownServices)
    await eventually(async () => expect([name, (await readiness(name)).status]).toEqual([name, 200]));
  expect(complaints()).toHaveLength(1);
}, 120_000);
