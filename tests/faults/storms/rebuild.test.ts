import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { beforeAll, expect, test } from '@jest/globals';
import { databases, query, type ServiceDatabase } from '../../system/support/databases.ts';
import { report, stateDir } from '../../system/support/instance.ts';
import { sell } from '../../system/support/market.ts';
import { newcomer } from '../../system/support/people.ts';
import { bringBack, takeDown } from '../../system/support/processes.ts';
import { type Purchase, shop } from '../../system/support/shopper.ts';
import { readLedger } from '../../system/support/stripe.ts';
import { check, describe as inWords, sourcesOf } from '../checker/index.ts';
import { command } from './support/commands.ts';

const sources = sourcesOf(stateDir);
const done: Purchase[] = [];

beforeAll(async () => {
  const seller = await newcomer();
  const ticket = await sell(seller, { quantity: 24 });
  await Promise.all(Array.from({ length: 4 }, () => shop(seller, ticket.id, 6, (one) => done.push(one))));
  await settled();
}, 180_000);

const violations = async () => (await check(sources, { settled: true })).map(inWords);
const settled = () => eventually(async () => expect(await violations()).toEqual([]), 60_000, 250);

/** Everything that a repeated reaction would add to: money, events, timelines, admissions, attempts. */
async function effects(): Promise<unknown> {
  const count = async (service: ServiceDatabase, table: string) =>
    (await query<{ n: number }>(service, `select count(*)::int as n from ${table}`))[0]!.n;
  // Timers that are set again from the stream may be due before it is read to the end, and are announced: to no effect.
  const received = "inbox where consumer <> 'orders-expiration'";
  return {
    ledger: await readLedger(),
    outboxes: await Promise.all(databases.map((service) => count(service, 'outbox'))),
    timeline: await count('orders', 'timeline'),
    admissions: await query('tickets', 'select * from admissions order by id'),
    attempts: await count('payments', 'payment_attempts'),
    inboxes: await Promise.all(databases.map((service) => count(service, received))),
  };
}

/** Of every projection some rows are lost, some are old, and some claim what never was. */
async function damage(): Promise<void> {
  const everyThird = (key: string, rest: number) => `mod(('x' || right(${key}::text, 4))::bit(16)::int, 3) = ${rest}`;
  for (const [service, table, key, old, ahead] of [
    ['payments', 'orders', 'id', `version = 1, status = 'created'`, 'version = 99'],
    ['orders', 'listings', 'id', `title = 'Another', version = 1`, 'version = 99'],
    ['tickets', 'stock', 'ticket_id', 'held = 7, version = 1', 'version = 99999'],
  ] as const) {
    await query(service, `delete from ${table} where ${everyThird(key, 0)}`);
    await query(service, `update ${table} set ${old} where ${everyThird(key, 1)}`);
    await query(service, `update ${table} set ${ahead} where ${everyThird(key, 2)}`);
  }
  await query('tickets', `update users set email = 'nobody@example.test'`);
  await query('tickets', `update order_admissions set order_version = 1, order_status = 'created', refund = 'none'`);
  await query('tickets', 'update order_admissions set captured = false, payment_version = 0 where captured');
}

test('projections that were damaged equal their owners again, and nothing is done a second time', async () => {
  expect(await command('recover', 'check', '--state', stateDir)).toMatch(
    /payments\.orders .* 0 missing and 0 wrong of/,
  );
  const before = await effects();
  await damage();
  await expect(command('recover', 'check', '--state', stateDir)).rejects.toThrow(
    /tickets\.users .* 0 missing and [1-9]/,
  );
  expect(await violations()).not.toEqual([]);

  const began = performance.now();
  const said = await command('recover', 'rebuild', 'all', '--state', stateDir);
  report(
    `all projections of ${done.length} orders were rebuilt in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  expect(said).toMatch(
    /payments\.orders .*[1-9]\d* missing and [1-9]\d* wrong of \d+ before, 0 missing and 0 wrong of \d+ now/,
  );
  await settled();
  expect(await effects()).toEqual(before);
}, 180_000);

test('the broker is emptied and the outboxes are replayed: every event is there again once, and had its effect once', async () => {
  const before = await effects();
  await takeDown('nats');
  rmSync(join(stateDir, 'nats', 'jetstream'), { recursive: true });
  await bringBack('nats');
  expect(await command('recover', 'replay', '--state', stateDir)).toMatch(
    /publish the outbox of orders .*\b[1-9]\d* events published again/,
  );
  await settled();
  expect(await effects()).toEqual(before);
}, 180_000);
