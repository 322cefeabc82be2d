import { at } from '../measure/latency.js';
import { checkReserved, reserve, speedOf } from './reserving.js';

const LISTINGS = 40;

/** @type {import('./index.js').Load} */
export default {
  name: 'many-listings',
  title: `Reservations of ${LISTINGS} listings, 64 clients through nginx`,
  unit: 'reservation',
  asserts: 'every answer is 201; answers, stock, orders and what buyers see agree to the unit',
  figures: {
    ofEcho: { label: 'of echo', unit: 'of echo', better: 'more', target: 0.08 },
    perSecond: { label: 'reservations a second', unit: '/s', better: 'more' },
    p50: { label: 'p50', unit: 'ms', better: 'less' },
    p99: { label: 'p99', unit: 'ms', better: 'less' },
    drained: { label: 'backlog after the end, for', unit: 's', better: 'less', target: 2 },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const listings = await Promise.all(Array.from({ length: LISTINGS }, () => bench.sell()));
    const how = { closedForMs: bench.pick(30_000, 6_000), warmUpMs: 2_000, atMost: 100_000 };
    const { result, drainedMs, processor } = await bench.follow(() => reserve(bench, { listings, how }, wrong), wrong);
    await checkReserved(bench, listings, result.visits, wrong);
    return {
      figures: {
        ...speedOf(result, bench),
        p50: at(result.latency, 50),
        p99: at(result.latency, 99),
        drained: drainedMs / 1_000,
      },
      latency: { reservation: result.latency },
      processor,
      units: result.visits,
      wrong,
    };
  },
};
