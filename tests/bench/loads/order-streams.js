import { coresAtRest } from '../measure/at-rest.js';
import { latencyOf } from '../measure/latency.js';
import { putOrders } from '../stack/placed-orders.js';
import { toldBy } from './streams.js';

const HOUR_MS = 3_600_000;
/** However long it takes to cancel all orders. */
const PATIENCE_MS = 600_000;

/** @type {import('./index.js').Load} */
export default {
  name: 'order-streams',
  title: '5,000 streams of orders, each of its own order and buyer; then the event is cancelled',
  unit: 'stream',
  asserts: 'every stream stays open and reports that its order was cancelled',
  figures: {
    slowest: { label: 'from the change of an order to its stream, slowest', unit: 's', better: 'less', target: 1 },
    all: { label: 'from cancelling the event until every stream had it', unit: 's', better: 'less' },
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
      bench.note('cancelling the event');
      const since = performance.timeOrigin + performance.now();
      await cancel(bench, listing);
      const told = await toldBy(bench, wrong, PATIENCE_MS);
      const took = told.map(({ at, changedAt }) => Math.max(at - changedAt, 0));
      return {
        figures: {
          slowest: Math.max(...took) / 1_000,
          all: (Math.max(...told.map(({ at }) => at)) - since) / 1_000,
          idle: idle.cores,
          without: without.cores,
        },
        latency: { 'from change to stream': latencyOf(took) },
        wrong,
      };
    } finally {
      const problems = await bench.generator.closeStreams();
      if (problems.length > 0) wrong.push(`${problems.length} streams failed: ${problems[0]}`);
      await bench.drained();
    }
  },
};

/** @param {import('../bench.js').Bench} bench @param {string} listing */
async function cancel({ url, seller }, listing) {
  const answer = await fetch(`${url}/api/tickets/${listing}/cancel`, {
    method: 'POST',
    headers: { cookie: seller.cookie },
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`cancelling the event was answered with ${answer.status}: ${text}`);
}
