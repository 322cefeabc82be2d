import { at } from '../measure/latency.js';
import { pidsOf } from '../measure/processor-time.js';
import { pgbench } from '../stack/pgbench.js';
import { checkReserved, reserve, speedOf } from './reserving.js';

/** The services that consume events of orders. */
const CONSUMERS = /^(tickets|payments|expiration|notifications|audit)(-\d+)?$/;

/** @type {import('./index.js').Load} */
export default {
  name: 'orders-alone',
  title: 'Orders alone: one listing, with the services that consume its events suspended',
  unit: 'reservation',
  asserts:
    'every answer is 201; answers, stock and orders agree to the unit, and so does what buyers see once all services run again',
  figures: {
    ofEcho: { label: 'of echo', unit: 'of echo', better: 'more', target: 0.35 },
    ofPgbench: { label: '÷ pgbench with one order a transaction', unit: '×', better: 'more', target: 2 },
    perSecond: { label: 'reservations a second', unit: '/s', better: 'more' },
    pgbench: { label: 'pgbench, orders a second', unit: '/s', better: 'more' },
    p50: { label: 'p50', unit: 'ms', better: 'less' },
    p99: { label: 'p99', unit: 'ms', better: 'less' },
    caughtUp: { label: 'until the others had caught up', unit: 's', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const listings = [await bench.sell()];
    const seconds = bench.pick(10, 3);
    const alone = await pgbench(bench, { seconds });
    const how = { closedForMs: seconds * 1_000, warmUpMs: 2_000, atMost: 100_000 };
    const { result, drainedMs, processor } = await bench.follow(
      () => withoutConsumers(bench, () => reserve(bench, { listings, how, origin: bench.originOf('orders') }, wrong)),
      wrong,
      Number.POSITIVE_INFINITY,
    );
    await checkReserved(bench, listings, result.visits, wrong);
    return {
      figures: {
        ...speedOf(result, bench),
        ofPgbench: result.perSecond / alone,
        pgbench: alone,
        p50: at(result.latency, 50),
        p99: at(result.latency, 99),
        caughtUp: drainedMs / 1_000,
      },
      latency: { reservation: result.latency },
      processor,
      units: result.visits,
      wrong,
    };
  },
};

/** @template T @param {import('../bench.js').Bench} bench @param {() => Promise<T>} work */
async function withoutConsumers({ dir }, work) {
  const pids = Object.entries(pidsOf(dir)).flatMap(([name, pid]) => (CONSUMERS.test(name) ? [pid] : []));
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
}
