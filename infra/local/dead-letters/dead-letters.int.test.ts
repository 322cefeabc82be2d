import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OrderCreated, StockUpdated } from '@frontrow/common/contracts';
import { type DeadLetter, deadLetterId, deadLetterTable, on } from '@frontrow/common/messaging';
import { apiConfig, type RunningService, type ServiceDefinition, startService } from '@frontrow/common/service';
import {
  anOrder,
  aStock,
  eventOf,
  startTestNats,
  startTestRedis,
  startTestService,
  type TestEngine,
  type TestService,
  testEnvironment,
} from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Resources, Config as TimerConfig } from '../../../services/expiration/src/config.ts';
import { expiration } from '../../../services/expiration/src/service.ts';

const config = z.object(apiConfig);
const applied: string[] = [];
let isMended = false;

/** A service whose handler fails until it is mended. */
const tickets: ServiceDefinition<z.infer<typeof config>, undefined> = {
  name: 'tickets',
  config,
  migrations: new URL('../../../common/test/migrations', import.meta.url),
  consumers: [
    () =>
      on(StockUpdated, async (events) => {
        if (!isMended) throw new Error('not mended\nyet');
        applied.push(...events.map(({ id }) => id));
      }),
  ],
};

let service: TestService<z.infer<typeof config>, undefined>;
let timers: RunningService<TimerConfig, Resources>;
let engines: TestEngine[];
const dir = mkdtempSync(join(tmpdir(), 'frontrow-dead-letters-'));

beforeAll(async () => {
  const [nats, redis] = await Promise.all([startTestNats(), startTestRedis()]);
  engines = [nats, redis];
  service = await startTestService(tickets);
  timers = await startService(expiration, { ...testEnvironment, NATS_URL: nats.url, REDIS_URL: redis.url });
  const addresses = { DATABASE_URL: service.kit.config.DATABASE_URL, REDIS_URL: redis.url };
  mkdirSync(join(dir, 'env'));
  for (const name of ['auth', 'tickets', 'orders', 'payments', 'expiration', 'notifications', 'audit']) {
    const variable = { tickets: 'DATABASE_URL', expiration: 'REDIS_URL' }[name] as keyof typeof addresses | undefined;
    writeFileSync(join(dir, 'env', `${name}.env`), variable ? `${variable}='${addresses[variable]}'\n` : '');
  }
});
afterAll(async () => {
  await Promise.all([service.stop(), timers.stop()]);
  await Promise.all(engines.map((engine) => engine.remove()));
  rmSync(dir, { recursive: true });
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

const run = (args: string[], env: NodeJS.ProcessEnv = { FRONTROW_STATE: dir }): Promise<Ended> =>
  new Promise((resolve) =>
    execFile('bin/dead-letters', args, { env: { PATH: process.env.PATH, ...env } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    ),
  );

const aLetter = (changes: Partial<DeadLetter> = {}): DeadLetter => {
  const event = eventOf(StockUpdated, aStock());
  return {
    consumer: 'tickets-stock',
    eventId: event.id,
    subject: event.type,
    payload: JSON.stringify(event),
    reason: 'a first\nreason',
    ...changes,
  };
};
const bury = async (letter: DeadLetter) => {
  await deadLetterTable(service.kit.db).add(letter);
  return deadLetterId(letter);
};

test('an instance without dead letters says so', async () => {
  expect(await run(['list'])).toEqual({ code: 0, out: 'There are no dead letters.\n', err: '' });
  expect(await run(['replay', '--all'])).toEqual({ code: 0, out: 'There are no dead letters.\n', err: '' });
});

test('a dead letter is listed, replayed once what was wrong is mended, and then gone', async () => {
  const letter = aLetter();
  const id = await bury(letter);
  const { out } = await run(['list']);
  const [head, row] = out.split('\n');
  expect(head).toMatch(/^ID +SERVICE +WHEN +CONSUMER +EVENT +REASON$/);
  expect(row).toMatch(
    new RegExp(`^${id}  tickets  \\d{4}-\\d\\d-\\d\\dT[\\d:]{8}  tickets-stock  stock.updated  a first reason$`),
  );

  isMended = false;
  const failed = await run(['replay', id]);
  expect(failed).toEqual({ code: 1, out: `failed    ${id} (stock.updated, tickets-stock): not mended yet\n`, err: '' });
  expect((await run(['list', 'tickets'])).out).toContain('not mended yet');

  isMended = true;
  const replayed = await run(['replay', id, 'tickets']);
  expect(replayed).toEqual({ code: 0, out: `replayed  ${id} (stock.updated, tickets-stock)\n`, err: '' });
  expect(applied.filter((event) => event === letter.eventId)).toHaveLength(1);
  expect((await run(['list'])).out).toBe('There are no dead letters.\n');
  const again = await run(['replay', id]);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining(`There is no dead letter ${id}`)]);
});

test('all are replayed, those of expiration too; what can never succeed stays, with its reason', async () => {
  isMended = true;
  const good = [await bury(aLetter()), await bury(aLetter())];
  const poison = await bury(aLetter({ eventId: null, payload: 'no JSON' }));
  const order = eventOf(OrderCreated, anOrder());
  const ofOrder = { consumer: 'expiration-order', eventId: order.id, subject: order.type, reason: 'too early' };
  const late = { ...ofOrder, payload: JSON.stringify(order) };
  const unreadable = { ...ofOrder, eventId: null, payload: 'no JSON either' };
  await timers.started;
  for (const letter of [late, unreadable]) await timers.kit.resources.deadLetters.add(letter);

  expect((await run(['list', 'expiration'])).out.match(/ expiration-order /g)).toHaveLength(2);
  const { code, out } = await run(['replay', '--all']);
  expect(code).toBe(1);
  expect(out.split('\n').filter(Boolean).sort()).toEqual(
    [
      ...good.map((id) => `replayed  ${id} (stock.updated, tickets-stock)`),
      `replayed  ${deadLetterId(late)} (order.created, expiration-order)`,
      `failed    ${poison} (stock.updated, tickets-stock): not JSON`,
      `failed    ${deadLetterId(unreadable)} (order.created, expiration-order): not JSON`,
    ].sort(),
  );
  expect((await run(['list'])).out.split('\n').filter(Boolean)).toHaveLength(3);
});

test('the environment can name the one database to look into', async () => {
  const id = await bury(aLetter());
  const { out } = await run(['list'], { DATABASE_URL: service.kit.config.DATABASE_URL });
  expect(out).toContain(id);
  expect(out).not.toContain('expiration');
});

test.each([
  [['bury'], /there is no bury/],
  [['replay'], /say which/],
  [['list', 'kitchen'], /the services are auth, tickets/],
  [['list', '--everything'], /Unknown option '--everything'/],
])('what it does not understand it says in one line: %j', async (args, line) => {
  const { code, err } = await run(args);
  expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
  expect(err).toMatch(line);
});

test('a database or an instance that is not there is said in one line', async () => {
  const gone = await run(['list'], { DATABASE_URL: 'postgres://orders@127.0.0.1:1/orders' });
  expect([gone.code, gone.err]).toEqual([1, expect.stringMatching(/^The dead letters of orders can't be read .*\n$/)]);
  const none = await run(['list'], { FRONTROW_STATE: join(dir, 'nowhere') });
  expect([none.code, none.err]).toEqual([1, expect.stringMatching(/has no instance that was started.*\n$/)]);
});
