import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { type Costs, reservation } from '../../infra/scale/costs.js';
import { simulate } from '../../infra/scale/simulation.js';
import { query } from '../system/support/databases.ts';
import { report } from '../system/support/instance.ts';
import { askForOrder, sell } from '../system/support/market.ts';
import { newcomer, type Person } from '../system/support/people.ts';
import { processorTime } from './processor-time.ts';

const CORES = Number(process.env.CORES);
const BUYERS = 200;
const LISTINGS = 40;
/** What the issue promises. */
const AGREES_WITHIN = 0.2;

interface Load {
  clients: number;
  listings: number;
}

/** The stack lets buyers hold as much as they like, so that none is ever refused. */
const market = (async () => {
  const seller = await newcomer();
  const listings = await Promise.all(Array.from({ length: LISTINGS }, () => sell(seller, { quantity: 100_000 })));
  const buyers = await Promise.all(Array.from({ length: BUYERS }, () => newcomer()));
  return { listings: listings.map(({ id }) => id), buyers };
})();

/** Reserves from so many clients at once, as fast as they are answered, until `isOver`; returns how long each took. */
async function load({ clients, listings }: Load, isOver: (done: number) => boolean): Promise<number[]> {
  const { buyers, listings: ids } = await market;
  const took: number[] = [];
  let next = 0;
  const lane = async (_: unknown, lane: number) => {
    const own = buyers.slice(lane * Math.floor(BUYERS / clients), (lane + 1) * Math.floor(BUYERS / clients));
    while (!isOver(took.length)) {
      const turn = next++;
      const since = performance.now();
      await reserveOnce(own[turn % own.length]!, ids[turn % listings]!);
      took.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: clients }, lane));
  return took;
}

async function reserveOnce(buyer: Person, ticketId: string) {
  const { status, body } = await askForOrder(buyer, ticketId);
  if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}

/** Waits until every event has come to all who hear it. */
async function untilQuiet() {
  await eventually(
    async () => {
      const before = processorTime();
      await sleep(1_000);
      const busy = differ(before, processorTime());
      expect(total(busy)).toBeLessThan(300);
    },
    120_000,
    10,
  );
}

const differ = (before: Record<string, number>, after: Record<string, number>, by = 1) =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / by]));

/** What a reservation costs each part, some at a time: what comes together is relayed, received and committed together. */
async function costOfOne(): Promise<Record<string, number>> {
  const before = processorTime();
  const { length } = await load({ clients: 8, listings: LISTINGS }, (done) => done >= 600);
  await untilQuiet();
  return differ(before, processorTime(), length);
}

const total = (parts: Record<string, number>) => Object.values(parts).reduce((sum, ms) => sum + ms, 0);

const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

/** For how many ms a reservation keeps the row of a listing's stock locked, until it is about to commit. */
async function lockedUntilCommit(): Promise<number> {
  await query('orders', 'create unlogged table scale_locks (ms float8)');
  await query(
    'orders',
    `create function scale_begin() returns trigger language plpgsql as
     $$ begin perform set_config('scale.since', clock_timestamp()::text, true); return null; end $$`,
  );
  await query(
    'orders',
    `create function scale_end() returns trigger language plpgsql as
     $$ begin
          insert into scale_locks
          values (extract(epoch from clock_timestamp() - current_setting('scale.since')::timestamptz) * 1000);
          return null;
        end $$`,
  );
  await query('orders', 'create trigger scale_begin after update on stock for each row execute function scale_begin()');
  await query(
    'orders',
    `create constraint trigger scale_end after update on stock deferrable initially deferred
     for each row execute function scale_end()`,
  );
  try {
    await load({ clients: 1, listings: LISTINGS }, (done) => done >= 200);
    const [row] = await query<{ ms: number }>('orders', 'select avg(ms)::float8 as ms from scale_locks');
    return row!.ms;
  } finally {
    await query('orders', 'drop function scale_begin() cascade');
    await query('orders', 'drop function scale_end() cascade');
    await query('orders', 'drop table scale_locks');
  }
}

/** How many ms until the disk has a commit. */
async function commitTime(): Promise<number> {
  const COMMITS = 300;
  const [row] = await query<{ since: string }>('orders', 'select clock_timestamp()::text as since');
  await query(
    'orders',
    `do $$ begin for n in 1..${COMMITS} loop perform pg_logical_emit_message(true, 'scale', ''); commit; end loop; end $$`,
  );
  const [took] = await query<{ ms: number }>(
    'orders',
    'select extract(epoch from clock_timestamp() - $1::timestamptz)::float8 * 1000 as ms',
    [row!.since],
  );
  return took!.ms / COMMITS;
}

/** The costs when everything that a processor does takes so many times as long; the disk takes what it takes. */
const atPace = ({ answerMs, commitMs, lockedMs, cpuMs }: Costs, pace: number): Costs => ({
  answerMs: (answerMs - commitMs) * pace + commitMs,
  commitMs,
  lockedMs: (lockedMs - commitMs) * pace + commitMs,
  cpuMs: Object.fromEntries(Object.entries(cpuMs).map(([part, ms]) => [part, ms * pace])),
});

test('the simulation says what is measured, from the costs of single reservations', async () => {
  await load({ clients: 4, listings: LISTINGS }, (done) => done >= 1_500); // what is compiled at first use is compiled
  await untilQuiet();

  const answerMs = mean(await load({ clients: 1, listings: LISTINGS }, (done) => done >= 200));
  await untilQuiet();
  const cpuMs = await costOfOne();
  const commitMs = await commitTime();
  const lockedMs = (await lockedUntilCommit()) + commitMs;
  await untilQuiet();
  const costs = { answerMs, commitMs, lockedMs, cpuMs };

  const measured = [];
  let then = cpuMs;
  for (const how of [
    { clients: 1, listings: LISTINGS },
    { clients: 4, listings: LISTINGS },
    { clients: 16, listings: LISTINGS },
    { clients: 64, listings: LISTINGS },
    { clients: 16, listings: 1 },
    { clients: 64, listings: 1 },
  ]) {
    const since = performance.now();
    const took = await load(how, () => performance.now() - since > 15_000);
    const perSecond = (took.length / (performance.now() - since)) * 1_000;
    await untilQuiet();
    // A shared machine is faster now and slower then, so costs and loads are measured in turns.
    const now = await costOfOne();
    const pace = (total(then) + total(now)) / 2 / total(cpuMs);
    then = now;
    let turn = 0;
    const simulated = simulate({
      servers: { core: CORES },
      journey: reservation(atPace(costs, pace), () => String(turn++ % how.listings)),
      clients: how.clients,
      forMs: 60_000,
    });
    const median = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]!;
    measured.push({ ...how, pace, perSecond, medianMs: median, simulated });
    report(
      `scale: ${how.clients} clients, ${how.listings} listings: ${perSecond.toFixed(0)} reservations/s, median ${median.toFixed(1)} ms; ` +
        `simulated ${simulated.perSecond.toFixed(0)}/s, ${simulated.medianMs.toFixed(1)} ms at ${pace.toFixed(2)} of the first cost`,
    );
  }
  const file = join(process.env.ARTEFACTS!, 'scale.json');
  writeFileSync(file, `${JSON.stringify({ cores: CORES, costs, measured }, null, 2)}\n`);
  for (const { clients, listings, perSecond, simulated } of measured) {
    const off = Math.abs(simulated.perSecond / perSecond - 1);
    expect({ clients, listings, agrees: off <= AGREES_WITHIN, off }).toMatchObject({ agrees: true });
  }
}, 900_000);
