import pages from '../bench/loads/pages.js';
import purchases from '../bench/loads/purchases.js';
import { checkReserved, reserve } from '../bench/loads/reserving.js';
import { toldBy } from '../bench/loads/streams.js';
import { coresAtRest } from '../bench/measure/at-rest.js';
import { timeBetween } from '../bench/measure/processor-time.js';
import { timeOfPools } from './backends.js';
import { FOLLOWERS } from './costs.js';

/** @typedef {import('../bench/bench.js').Bench} Bench */

/** Loads that differ in how many are done together. The last is the largest over several listings. */
export const LOADS = [
  { clients: 1, listings: 40 },
  { clients: 4, listings: 40 },
  { clients: 16, listings: 1 },
  { clients: 64, listings: 1 },
  { clients: 256, listings: 1 },
  { clients: 16, listings: 40 },
  { clients: 64, listings: 40 },
];

const STREAMS = 5_000;
const CHANGES = 5;

/**
 * Measures everything once.
 * @param {Bench} bench
 * @param {(what: string) => void} say
 * @param {string[]} wrong
 */
export async function measureRound(bench, say, wrong) {
  await bench.drained();
  const rest = await coresAtRest(bench, 10_000);
  const idle = { ...rest.processor };
  for (const part of Object.keys(idle)) idle[part] = (idle[part] ?? 0) / rest.took;
  const commitMs = await commitTime(bench);
  const once = await bench.sell();

  say('refused');
  const how = { closedForMs: 5_000, warmUpMs: 0 };
  const refused = await used(bench, idle, wrong, [], async () => {
    const params = { listings: [once], quantity: 0 };
    const traffic = await bench.send({ origin: bench.url, connections: 64, recipe: 'reserve', params, how }, wrong);
    if (traffic.answers[400] !== traffic.visits) wrong.push(`no units: ${JSON.stringify(traffic.answers)}`);
    return traffic;
  });

  /** @type {{ perSecond: number, used: import('./costs.js').Used }[]} */
  const loads = [];
  for (const { clients, listings: count } of LOADS) {
    say(`${clients} clients, ${count} listings`);
    const listings = await Promise.all(Array.from({ length: count }, () => bench.sell()));
    const closed = { closedForMs: 8_000, warmUpMs: 2_000, atMost: 100_000 };
    const { result, ...rest } = await used(bench, idle, wrong, listings, () =>
      reserve(bench, { listings, how: closed, connections: clients }, wrong),
    );
    await checkReserved(bench, listings, result.visits, wrong);
    loads.push({ perSecond: result.perSecond, used: rest.used });
  }

  say('purchases');
  const bought = await used(bench, idle, wrong, [], async () => {
    const measured = await purchases.run(bench);
    wrong.push(...measured.wrong);
    return { visits: measured.units ?? 0 };
  });

  say('pages');
  const read = await pages.run(bench);
  wrong.push(...read.wrong);
  const copies = Object.fromEntries(
    ['home', 'listingPage', 'list', 'search', 'listing'].map((page) => [
      page,
      read.figures[`${page}Cost`] ?? Number.NaN,
    ]),
  );

  say('streams');
  const alone = loads[0]?.used;
  const stream = await streamCosts(bench, idle, wrong, (alone?.processes.tickets ?? 0) / (alone?.units ?? 1));
  return {
    perSecond: loads.map((load) => load.perSecond),
    round: {
      commitMs,
      idleCores: rest.cores,
      refused: refused.used,
      loads: loads.map((load) => load.used),
      purchases: bought.used,
      stream,
      pages: copies,
    },
  };
}

/**
 * Runs `work` until everything that follows from it is done, and says what it used.
 * @template {{ visits: number }} T
 * @param {Bench} bench
 * @param {Record<string, number>} idle cores that each part uses anyway
 * @param {string[]} wrong
 * @param {string[]} listings whose reservations it makes
 * @param {() => Promise<T>} work
 */
async function used(bench, idle, wrong, listings, work) {
  const { databases } = bench;
  const [now] = await databases.query('orders', 'select clock_timestamp() as at');
  const poolsBefore = await timeOfPools(databases);
  const { result, processor, wallMs } = await bench.follow(work, wrong, Number.POSITIVE_INFINITY);
  const pools = timeBetween(poolsBefore, await timeOfPools(databases));
  const [{ groups }] = await databases.query(
    'orders',
    // All of a group are written by one transaction, and nothing has changed them since.
    'select count(distinct xmin::text)::int as groups from orders where ticket_id = any($1)',
    [listings],
  );
  const batches = await Promise.all(
    FOLLOWERS.filter((name) => name !== 'expiration').map(async (name) => {
      const [{ n }] = await databases.query(
        name,
        'select count(distinct xmin::text)::int as n from inbox where received_at >= $1',
        [now.at],
      );
      return /** @type {[string, number]} */ ([name, n]);
    }),
  );
  const processes = Object.fromEntries(
    Object.entries(processor).map(([part, ms]) => [part, Math.max(ms - (idle[part] ?? 0) * wallMs, 0)]),
  );
  return {
    result,
    used: { units: result.visits, groups, batches: Object.fromEntries(batches), processes, pools },
  };
}

/**
 * What open streams cost, and telling them of a change.
 * @param {Bench} bench
 * @param {Record<string, number>} idle
 * @param {string[]} wrong
 * @param {number} aloneMs what one reservation costs tickets without anybody looking on
 */
async function streamCosts(bench, idle, wrong, aloneMs) {
  const listings = [await bench.sell()];
  const wanted = Array.from({ length: STREAMS }, () => ({ path: `/api/tickets/${listings[0]}/stream` }));
  await bench.generator.openStreams(bench.originOf('tickets'), wanted);
  try {
    await bench.drained();
    const open = await coresAtRest(bench, 20_000);
    const openCores = Math.max((open.processor.tickets ?? 0) / open.took - (idle.tickets ?? 0), 0);
    const { processor, wallMs } = await bench.follow(async () => {
      for (let change = 0; change < CHANGES; change++) {
        await bench.generator.forget();
        await reserve(bench, { listings, how: { burst: 1 }, connections: 1 }, wrong);
        await toldBy(bench, wrong);
      }
    }, wrong);
    const toldMs = (processor.tickets ?? 0) - ((idle.tickets ?? 0) + openCores) * wallMs - aloneMs * CHANGES;
    return { openMs: (openCores / STREAMS) * 1_000, toldMs: Math.max(toldMs, 0) / CHANGES / STREAMS };
  } finally {
    const problems = await bench.generator.closeStreams();
    if (problems.length > 0) wrong.push(`${problems.length} streams failed: ${problems[0]}`);
    await bench.drained();
  }
}

/** How many ms until the disk has a commit. @param {Bench} bench */
async function commitTime({ databases }) {
  const COMMITS = 300;
  const since = performance.now();
  await databases.query(
    'orders',
    `do $$ begin for n in 1..${COMMITS} loop perform pg_logical_emit_message(true, 'scale', ''); commit; end loop; end $$`,
  );
  return (performance.now() - since) / COMMITS;
}
