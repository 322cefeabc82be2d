import { coresAtRest } from '../measure/at-rest.js';
import { latencyOf } from '../measure/latency.js';
import { putOrders, touchOrders } from '../stack/placed-orders.js';
import { toldAfter } from './streams.js';

const HOUR_MS = 3_600_000;

/** @type {import('./index.js').Load} */
export default {
  name: 'order-streams',
  title: '5,000 streams of orders, each of its own order and buyer',
  unit: 'stream',
  asserts: 'every stream stays open and reports the change of its order',
  figures: {
    slowest: { label: 'until every stream had its change', unit: 's', better: 'less', target: 1 },
    idle: { label: 'idle stack with the streams', unit: 'cores', better: 'less', target: 0.1 },
    without: { label: 'idle stack without', unit: 'cores', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const count = bench.pick(5_000, 1_000);
    const listing = await bench.sell();
    const expiresAt = new Date(Date.now() + 2 * HOUR_MS);
    const placed = await putOrders(
      bench.databases,
      listing,
      bench.buyers.slice(0, count).map(({ id }) => ({ buyer: id, expiresAt })),
    );
    await bench.drained();
    const forMs = bench.pick(10_000, 5_000);
    const without = await coresAtRest(bench, forMs);
    const wanted = placed.map(({ id }, buyer) => ({ path: `/api/orders/${id}/stream`, buyer }));
    await bench.generator.openStreams(bench.originOf('orders'), wanted);
    try {
      const idle = await coresAtRest(bench, forMs);
      await bench.generator.forget();
      await touchOrders(bench.databases, placed);
      const since = performance.timeOrigin + performance.now();
      const told = await toldAfter(bench, since, wrong);
      return {
        figures: { slowest: Math.max(...told) / 1_000, idle: idle.cores, without: without.cores },
        latency: { 'from commit to stream': latencyOf(told) },
        wrong,
      };
    } finally {
      const problems = await bench.generator.closeStreams();
      if (problems.length > 0) wrong.push(`${problems.length} streams failed: ${problems[0]}`);
      await bench.drained();
    }
  },
};
