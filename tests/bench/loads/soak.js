import { setTimeout as wait } from 'node:timers/promises';
import { memoryOfNode, sum } from '../measure/at-rest.js';
import { at } from '../measure/latency.js';
import { backlog } from '../stack/backlog.js';
import { checkReserved, reserve } from './reserving.js';
import { sustainedRate } from './sustained.js';

/** Enough that none sells out; and coprime to the number of buyers, so that each buyer visits each listing. */
const LISTINGS = 13;
const WARM_UP = 0.2;

/** @type {import('./index.js').Load} */
export default {
  name: 'soak',
  title: 'Half the sustained rate for a long time',
  unit: 'reservation',
  asserts: 'every answer is 201; answers, stock, orders and what buyers see agree to the unit',
  once: true,
  asked: true,
  figures: {
    memory: { label: 'memory at the end ÷ after the warm-up', unit: '×', better: 'less', target: 1.05 },
    after: { label: 'memory of all Node processes at the end (PSS)', unit: 'MiB', better: 'less' },
    rate: { label: 'reservations a second', unit: '/s', better: 'more' },
    backlog: { label: 'largest backlog, sampled every 5 s', unit: '', better: 'less' },
    p50: { label: 'p50', unit: 'ms', better: 'less' },
    p99: { label: 'p99', unit: 'ms', better: 'less' },
    drained: { label: 'backlog after the end, for', unit: 's', better: 'less', target: 2 },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const rate = (await sustainedRate(bench, wrong)) / 2;
    const forMs = bench.minutes * 60_000;
    const listings = await Promise.all(Array.from({ length: LISTINGS }, () => bench.sell()));
    let over = false;
    /** @type {{ at: number, memory: number, behind: number }[]} */
    const seen = [];
    const watching = (async () => {
      const since = performance.now();
      while (!over) {
        const behind = sum(await backlog(bench.databases, bench.ports));
        seen.push({ at: performance.now() - since, memory: sum(memoryOfNode(bench.dir)), behind });
        bench.note(
          `${Math.round((performance.now() - since) / 60_000)} of ${bench.minutes} min, ${behind} events behind`,
        );
        await wait(5_000);
      }
    })();
    const { result, drainedMs, processor } = await bench.follow(async () => {
      try {
        return await reserve(bench, { listings, how: { rate, forMs }, connections: 256 }, wrong);
      } finally {
        over = true;
        await watching;
      }
    }, wrong);
    await checkReserved(bench, listings, result.visits, wrong);
    const warm = seen.find(({ at }) => at >= WARM_UP * forMs) ?? seen[0];
    const last = seen.at(-1);
    return {
      figures: {
        memory: (last?.memory ?? Number.NaN) / (warm?.memory ?? Number.NaN),
        after: last?.memory ?? Number.NaN,
        rate,
        backlog: Math.max(...seen.map(({ behind }) => behind)),
        p50: at(result.latency, 50),
        p99: at(result.latency, 99),
        drained: drainedMs / 1_000,
      },
      latency: { 'from when it was due': result.latency },
      processor,
      units: result.visits,
      wrong,
    };
  },
};
