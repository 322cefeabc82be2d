import { setTimeout as sleep } from 'node:timers/promises';
import { byLoad, type Costs, type Load, MEASURED_AT, type Parts, sumOf } from '../../infra/scale/costs.js';
import { quantile } from '../faults/campaign/measure.ts';
import { connectTo, query } from '../system/support/databases.ts';
import { followedThrough, load } from './load.ts';
import { processorTime } from './processor-time.ts';

/** What a reservation costs but for the processor time that depends on how many there are. */
export async function measureSingles(): Promise<Omit<Costs, 'cpuMs'>> {
  const idleCores = await coresAtRest();
  const answerMs = await answerTime();
  const commitMs = await commitTime();
  const lockedMs = (await roundTripTime()) + (await updatedUntilCommit()) + commitMs; // one's turn has come, then it is updated
  await followedThrough();
  return { answerMs, commitMs, lockedMs, idleCores };
}

/** How many cores the stack keeps busy while nobody wants anything: its workers look whether there is something to do. */
async function coresAtRest(): Promise<number> {
  const REST_MS = 5_000;
  const before = processorTime();
  await sleep(REST_MS);
  return sumOf(differ(before, processorTime(), REST_MS));
}

/** How many ms a reservation takes when all that follows from the one before has been done. */
async function answerTime(): Promise<number> {
  const took: number[] = [];
  while (took.length < 20) {
    const [answered] = await load(MEASURED_AT.alone, (done) => done >= 1);
    took.push(answered!.took);
    await followedThrough();
  }
  return median(took);
}

/** What a reservation costs each part when they come like this, beyond what the stack uses anyway. */
export async function costOfOne(how: Load, idleCores: number): Promise<Parts> {
  const [before, since] = [processorTime(), performance.now()];
  const { length } = await load(how, (done) => done >= 400);
  await followedThrough();
  const parts = differ(before, processorTime(), length);
  const anyway = (idleCores * (performance.now() - since)) / length;
  const share = 1 - anyway / sumOf(parts);
  return Object.fromEntries(Object.entries(parts).map(([part, ms]) => [part, ms * share]));
}

/** The median of each of several costs. */
export const medianOf = (all: Costs[]): Costs => ({
  answerMs: median(all.map(({ answerMs }) => answerMs)),
  commitMs: median(all.map(({ commitMs }) => commitMs)),
  lockedMs: median(all.map(({ lockedMs }) => lockedMs)),
  idleCores: median(all.map(({ idleCores }) => idleCores)),
  cpuMs: byLoad((load) => medianParts(all.map(({ cpuMs }) => cpuMs[load]))),
});

const medianParts = (all: Parts[]): Parts =>
  Object.fromEntries(Object.keys(all[0]!).map((part) => [part, median(all.map((parts) => parts[part]!))]));

export const median = (all: number[]) => quantile(all, 0.5)!;

const differ = (before: Parts, after: Parts, by: number): Parts =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / by]));

/** How many ms it takes from a reservation's update of a listing's stock until it is about to commit. */
async function updatedUntilCommit(): Promise<number> {
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
  await query(
    'orders',
    'create trigger scale_begin before update on stock for each statement execute function scale_begin()',
  );
  await query(
    'orders',
    `create constraint trigger scale_end after update on stock deferrable initially deferred
     for each row execute function scale_end()`,
  );
  try {
    await load(MEASURED_AT.alone, (done) => done >= 100);
    const [row] = await query<{ ms: number }>('orders', 'select avg(ms)::float8 as ms from scale_locks');
    return row!.ms;
  } finally {
    await query('orders', 'drop function scale_begin() cascade');
    await query('orders', 'drop function scale_end() cascade');
    await query('orders', 'drop table scale_locks');
  }
}

/** How many ms until a statement that does nothing is answered. */
async function roundTripTime(): Promise<number> {
  const STATEMENTS = 300;
  const connection = await connectTo('orders');
  const since = performance.now();
  for (let n = 0; n < STATEMENTS; n++) await connection.query('select');
  const took = performance.now() - since;
  await connection.end();
  return took / STATEMENTS;
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
