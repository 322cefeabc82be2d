import { at } from '../measure/latency.js';
import { checkReserved, reserve } from './reserving.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'burst',
  title: 'A burst of 5,000 reservations of one listing, through nginx',
  unit: 'reservation',
  asserts: 'every answer is 201; answers, stock, orders and what buyers see agree to the unit',
  figures: {
    ofEcho: { label: 'of echo', unit: 'of echo', better: 'more', target: 0.2 },
    perSecond: { label: 'reservations a second', unit: '/s', better: 'more' },
    took: { label: 'until the last was answered', unit: 's', better: 'less' },
    p50: { label: 'p50 from the start', unit: 'ms', better: 'less' },
    drained: { label: 'backlog after the end, for', unit: 's', better: 'less', target: 2 },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const listings = [await bench.sell()];
    const how = { burst: bench.pick(5_000, 500) };
    const { result, drainedMs, processor } = await bench.follow(
      () => reserve(bench, { listings, how, connections: bench.pick(1_000, 500) }, wrong),
      wrong,
    );
    await checkReserved(bench, listings, result.visits, wrong);
    return {
      figures: {
        ofEcho: bench.ofEcho(result.perSecond),
        perSecond: result.perSecond,
        took: result.tookMs / 1_000,
        p50: at(result.latency, 50),
        drained: drainedMs / 1_000,
      },
      latency: { 'from the start': result.latency },
      processor,
      units: result.visits,
      wrong,
    };
  },
};
