import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { report, stateDir } from '../../system/support/instance.ts';
import { sell } from '../../system/support/market.ts';
import { newcomer } from '../../system/support/people.ts';
import { type Purchase, shop } from '../../system/support/shopper.ts';
import { check, describe as inWords, readRecords, type Sources, sourcesOf } from '../checker/index.ts';
import { command, remove, startBeside } from './support/commands.ts';

const SHOPPERS = 4;
const PURCHASES = 6;

const folder = mkdtempSync(join(tmpdir(), 'frontrow-restore-'));
const duringTraffic = join(folder, 'during-traffic');
const atRest = join(folder, 'at-rest');
const sameMoment = join(folder, 'same-moment');
const providerAhead = join(folder, 'provider-ahead');
const done: Purchase[] = [];
let stop: (() => Promise<void>) | undefined;

/** Purchases of every kind, a backup in the midst of them; more of them, and another backup when all is settled. */
beforeAll(async () => {
  const seller = await newcomer();
  const ticket = await sell(seller, { quantity: 2 * SHOPPERS * PURCHASES });
  const traffic = () =>
    Promise.all(Array.from({ length: SHOPPERS }, () => shop(seller, ticket.id, PURCHASES, (one) => done.push(one))));
  const first = traffic();
  await eventually(() => expect(done.length).toBeGreaterThanOrEqual(SHOPPERS), 60_000);
  const began = performance.now();
  await command('backup', duringTraffic, '--state', stateDir);
  report(`a backup during traffic took ${seconds(began)}`);
  await first;
  await traffic();
  await settled(sourcesOf(stateDir));
  await command('backup', atRest, '--state', stateDir);
}, 300_000);
afterEach(async () => {
  await stop?.();
  stop = undefined;
}, 60_000);
afterAll(async () => {
  for (const dir of [sameMoment, providerAhead]) await remove(dir);
  rmSync(folder, { recursive: true });
});

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Waits until nothing breaks an invariant; those named are not judged. */
const settled = (sources: Sources, ...apart: string[]) =>
  eventually(
    async () => {
      const violations = await check(sources, { settled: true });
      expect(
        violations.filter(({ invariant }) => !apart.some((one) => invariant.startsWith(one))).map(inWords),
      ).toEqual([]);
    },
    90_000,
    500,
  );

async function statuses({ databases }: Sources): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: databases.orders });
  await client.connect();
  try {
    const sql = `select id, concat_ws(' ', status, cancel_reason) as status from orders`;
    const { rows } = await client.query<{ id: string; status: string }>(sql);
    return new Map(rows.map(({ id, status }) => [id, status]));
  } finally {
    await client.end();
  }
}

/** What the provider keeps or holds of PaymentIntents that no order of ours stands behind, in minor units. */
async function keptForNothing(sources: Sources): Promise<number> {
  const { entries, intents, orders } = await readRecords(sources, []);
  const known = new Set(orders.map(({ id }) => id));
  const strays = new Set(intents.filter(({ metadata }) => !known.has(metadata.orderId ?? '')).map(({ id }) => id));
  const of = (kind: string) =>
    entries
      .filter((entry) => entry.kind === kind && strays.has(entry.paymentIntent))
      .reduce((sum, { amount }) => sum + amount, 0);
  // Every capture was authorized before, so what is authorized and neither voided nor given back is held or kept.
  return of('authorized') - of('voided') - of('refunded') + of('refund_failed');
}

test('a backup passes its own check, and one that was tampered with does not', async () => {
  expect(await command('backup', '--verify', duringTraffic, '--state', stateDir)).toContain('is whole');
  const damaged = join(folder, 'damaged');
  mkdirSync(damaged);
  for (const name of [
    'manifest.json',
    'base.tar.gz',
    'pg_wal.tar.gz',
    'backup_manifest',
    'state.json',
    'journal.jsonl',
  ])
    copyFileSync(join(duringTraffic, name), join(damaged, name));
  copyFileSync(join(duringTraffic, 'state.json'), join(damaged, 'pg_wal.tar.gz'));
  await expect(command('backup', '--verify', damaged, '--state', stateDir)).rejects.toThrow(
    'pg_wal.tar.gz is not what',
  );
  await expect(command('restore', damaged, '--state', join(folder, 'none'))).rejects.toThrow(
    'pg_wal.tar.gz is not what',
  );
}, 60_000);

test('what is there already is not overwritten', async () => {
  await expect(command('restore', atRest, '--state', stateDir)).rejects.toThrow('is running');
  await expect(command('restore', atRest, '--state', stateDir, '--replace')).rejects.toThrow('is running');
  await expect(command('backup', atRest, '--state', stateDir)).rejects.toThrow('is not empty');
});

test('with the provider of the same moment, the restored instance is as the other was, with all nine invariants', async () => {
  const dir = sameMoment;
  await command('restore', atRest, '--state', dir, '--with-sandbox');
  const began = performance.now();
  stop = await startBeside(dir);
  const restored = sourcesOf(dir);
  await settled(restored);
  report(`a restored instance was ready and settled ${seconds(began)} after its start`);
  expect(await statuses(restored)).toEqual(await statuses(sourcesOf(stateDir)));
  await expect(command('restore', atRest, '--state', dir)).rejects.toThrow('is running');

  await stop();
  stop = undefined;
  await expect(command('restore', atRest, '--state', dir)).rejects.toThrow('holds an instance already');
}, 300_000);

test('with a provider that knows more, nobody has paid for nothing once that is reconciled', async () => {
  const dir = providerAhead;
  await command('restore', duringTraffic, '--state', dir);
  mkdirSync(join(dir, 'sandbox'));
  copyFileSync(join(atRest, 'journal.jsonl'), join(dir, 'sandbox', 'journal.jsonl'));
  stop = await startBeside(dir);
  const restored = sourcesOf(dir);
  const forNothing = await keptForNothing(restored);
  expect(forNothing).toBeGreaterThan(0);

  const answer = await command('recover', 'reconcile', '--state', dir);
  await eventually(async () => expect(await keptForNothing(restored)).toBe(0), 60_000, 250);
  report(`${forNothing / 100} of money for orders that were lost went back; payments said ${countsIn(answer)}`);
  // By the provider's books, captures remain of orders that are no more, and steps whose keys went with them.
  await settled(restored, '2:');
  const now = await statuses(restored);
  expect(now.size).toBeLessThan(done.length);
}, 300_000);

const countsIn = (answer: string) =>
  /"agrees": \d+,[^[]*/
    .exec(answer)?.[0]
    .replace(/\s+/g, ' ')
    .replace(/, "strays.*/, '');
