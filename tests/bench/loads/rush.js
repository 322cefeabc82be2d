import { at } from '../measure/latency.js';
import { checkReserved, reserve } from './reserving.js';

/** How many buyers come for how many units. */
const RUSHES = { large: { buyers: 10_000, units: 1_000 }, small: { buyers: 500, units: 100 } };

/** @type {import('./index.js').Load} */
export default {
  name: 'rush',
  title: 'Rushes through nginx: 10,000 buyers for 1,000 units, and 500 for 100',
  unit: 'buyer',
  asserts: 'as many buyers as there are units get one, all others are told that it is sold out; no 5xx',
  figures: {
    largeOfEcho: { label: '10,000 for 1,000, of echo', unit: 'of echo', better: 'more', target: 0.2 },
    large: { label: '10,000 for 1,000, until all were answered', unit: 's', better: 'less' },
    largeP50: { label: '10,000 for 1,000, p50', unit: 'ms', better: 'less' },
    smallOfEcho: { label: '500 for 100, of echo', unit: 'of echo', better: 'more', target: 0.2 },
    small: { label: '500 for 100, until all were answered', unit: 's', better: 'less' },
    drained: { label: 'backlog after the end, for', unit: 's', better: 'less', target: 2 },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const large = await rush(bench, bench.pick(RUSHES.large, { buyers: 1_000, units: 100 }), wrong);
    const small = await rush(bench, RUSHES.small, wrong);
    return {
      figures: {
        largeOfEcho: bench.ofEcho(large.result.perSecond),
        large: large.result.tookMs / 1_000,
        largeP50: at(large.result.latency, 50),
        smallOfEcho: bench.ofEcho(small.result.perSecond),
        small: small.result.tookMs / 1_000,
        drained: Math.max(large.drainedMs, small.drainedMs) / 1_000,
      },
      latency: { '10,000 for 1,000': large.result.latency, '500 for 100': small.result.latency },
      processor: large.processor,
      units: large.result.visits,
      wrong,
    };
  },
};

/** @param {import('../bench.js').Bench} bench @param {{ buyers: number, units: number }} size @param {string[]} wrong */
async function rush(bench, { buyers, units }, wrong) {
  const listings = [await bench.sell({ quantity: units })];
  const load = { listings, how: { burst: buyers }, connections: Math.min(buyers, 1_000) };
  const followed = await bench.follow(() => reserve(bench, load, wrong), wrong);
  const { 201: got, 409: refused, ...others } = followed.result.answers;
  if (got !== units || refused !== buyers - units) {
    wrong.push(
      `${got} of ${buyers} got one of ${units} units, ${refused} were refused, others: ${JSON.stringify(others)}`,
    );
  }
  await checkReserved(bench, listings, units, wrong);
  return followed;
}
