import { coresAtRest } from '../measure/at-rest.js';
import { latencyOf } from '../measure/latency.js';
import { reserve } from './reserving.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'streams',
  title: '5,000 streams of availability, of one listing',
  unit: 'stream',
  asserts: 'every stream stays open and reports the change',
  figures: {
    slowest: { label: 'until every stream had a change', unit: 's', better: 'less', target: 1 },
    idle: { label: 'idle stack with the streams', unit: 'cores', better: 'less', target: 0.1 },
    without: { label: 'idle stack without', unit: 'cores', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const count = bench.pick(5_000, 1_000);
    const listings = [await bench.sell()];
    const forMs = bench.pick(10_000, 5_000);
    await bench.drained();
    const without = await coresAtRest(bench, forMs);
    const path = `/api/tickets/${listings[0]}/stream`;
    const wanted = Array.from({ length: count }, () => ({ path }));
    await bench.generator.openStreams(bench.originOf('tickets'), wanted);
    try {
      const idle = await coresAtRest(bench, forMs);
      await bench.generator.forget();
      await reserve(bench, { listings, how: { burst: 1 }, connections: 1 }, wrong);
      const since = performance.timeOrigin + performance.now();
      const told = (await toldBy(bench, wrong)).map(({ at }) => Math.max(at - since, 0));
      return {
        figures: { slowest: Math.max(...told) / 1_000, idle: idle.cores, without: without.cores },
        latency: { 'from answer to stream': latencyOf(told) },
        wrong,
      };
    } finally {
      const problems = await bench.generator.closeStreams();
      if (problems.length > 0) wrong.push(`${problems.length} streams failed: ${problems[0]}`);
      await bench.drained();
    }
  },
};

/**
 * When each stream reported a change, and when the thing itself changed as that report says, in ms since 1970.
 * @param {import('../bench.js').Bench} bench
 * @param {string[]} wrong
 * @param {number} [withinMs]
 */
export async function toldBy({ generator, unlessStopped }, wrong, withinMs = 30_000) {
  const all = await unlessStopped(generator.untilAllTold(withinMs));
  const told = all.filter(({ at }) => at > 0);
  if (told.length < all.length) {
    wrong.push(`${all.length - told.length} of ${all.length} streams reported nothing within ${withinMs / 1_000} s`);
  }
  return told;
}
