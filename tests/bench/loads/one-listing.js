import { at } from '../measure/latency.js';
import { checkReserved, reserve, speedOf } from './reserving.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'one-listing',
  title: 'Reservations of one listing, 64 clients through nginx',
  unit: 'reservation',
  asserts: 'every answer is 201; answers, stock, orders and what buyers see agree to the unit',
  figures: {
    ofEcho: { label: 'of echo', unit: 'of echo', better: 'more', target: 0.1 },
    perSecond: { label: 'reservations a second', unit: '/s', better: 'more' },
    p50: { label: 'p50', unit: 'ms', better: 'less' },
    p99: { label: 'p99', unit: 'ms', better: 'less' },
    p99OfEcho: { label: "p99 ÷ echo's p99", unit: '×', better: 'less', target: 20 },
    drained: { label: 'backlog after the end, for', unit: 's', better: 'less', target: 2 },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const listings = [await bench.sell()];
    const how = { closedForMs: bench.pick(30_000, 6_000), warmUpMs: 2_000, atMost: 100_000 };
    const { result, drainedMs, processor } = await bench.follow(() => reserve(bench, { listings, how }, wrong), wrong);
    await checkReserved(bench, listings, result.visits, wrong);
    bench.sustained = result.perSecond;
    const p99 = at(result.latency, 99);
    return {
      figures: {
        ...speedOf(result, bench),
        p50: at(result.latency, 50),
        p99,
        p99OfEcho: p99 / bench.echo.p99,
        drained: drainedMs / 1_000,
      },
      latency: { reservation: result.latency },
      processor,
      units: result.visits,
      wrong,
    };
  },
};
