import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { latencyOf } from '../measure/latency.js';

const LISTINGS = 40;
const CLIENTS = 64;

/** @type {import('./index.js').Load} */
export default {
  name: 'purchases',
  title: `Whole purchases: reserved, paid, captured, admitted; ${CLIENTS} buyers, ${LISTINGS} listings, through nginx`,
  unit: 'purchase',
  asserts: 'every reservation and payment is accepted, and there are as many admissions as purchases',
  figures: {
    ofEcho: { label: 'of echo, without generator and sandbox', unit: 'of echo', better: 'more', target: 0.02 },
    perSecond: { label: 'purchases a second, until the last admission', unit: '/s', better: 'more' },
    net: { label: 'the same without generator and sandbox', unit: '/s', better: 'more' },
    beside: { label: 'generator and sandbox', unit: 'cores', better: 'less' },
    cost: { label: 'processor time per purchase, without them', unit: 'ms', better: 'less' },
    reserved: { label: 'reservation, p50', unit: 'ms', better: 'less' },
    paid: { label: 'payment, p50', unit: 'ms', better: 'less' },
    admitted: { label: 'from reserved to admitted, p50', unit: 'ms', better: 'less' },
    drained: { label: 'backlog after the end, for', unit: 's', better: 'less', target: 2 },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const listings = await Promise.all(Array.from({ length: LISTINGS }, () => bench.sell()));
    const how = { closedForMs: bench.pick(20_000, 6_000), warmUpMs: 0, atMost: 100_000 };
    const job = { origin: bench.url, connections: CLIENTS, recipe: 'purchase', params: { listings }, how };
    let admittedMs = Number.NaN;
    const { result, drainedMs, processor } = await bench.follow(async () => {
      const since = performance.now();
      const traffic = await bench.send(job, wrong);
      await untilAdmitted(bench, listings, traffic.visits, wrong);
      admittedMs = performance.now() - since;
      return traffic;
    }, wrong);
    // With a 202 the card is still being checked; the admission shows that it was good.
    const { 201: done = 0, 202: underWay = 0 } = result.answers;
    if (done + underWay !== 2 * result.visits) wrong.push(`not all were paid: ${JSON.stringify(result.answers)}`);

    const perSecond = (result.visits / admittedMs) * 1_000;
    const { generator = 0, sandbox = 0, ...ours } = processor;
    const coresBeside = (generator + sandbox) / admittedMs;
    const net = perSecond / (1 - coresBeside / availableParallelism());
    const [reserved, paid] = result.steps;
    const whole = await timesToAdmission(bench, listings);
    const p50 = (/** @type {import('../measure/latency.js').Latency | undefined} */ latency) =>
      latency?.points.find(([p]) => p === 50)?.[1] ?? Number.NaN;
    return {
      figures: {
        ofEcho: bench.ofEcho(net),
        perSecond,
        net,
        beside: coresBeside,
        cost: sumOfOurs(ours) / result.visits,
        reserved: p50(reserved),
        paid: p50(paid),
        admitted: p50(whole),
        drained: drainedMs / 1_000,
      },
      latency: {
        ...(reserved && { reservation: reserved }),
        ...(paid && { payment: paid }),
        'from reserved to admitted': whole,
      },
      processor,
      units: result.visits,
      wrong,
    };
  },
};

/** @param {import('../measure/processor-time.js').Parts} parts */
const sumOfOurs = ({ kernel: _kernel, bench: _bench, ...parts }) =>
  Object.values(parts).reduce((sum, ms) => sum + ms, 0);

/** @param {import('../bench.js').Bench} bench @param {string[]} listings @param {number} purchases @param {string[]} wrong */
async function untilAdmitted({ databases, note }, listings, purchases, wrong) {
  const end = performance.now() + 300_000;
  for (;;) {
    const [row] = await databases.query(
      'tickets',
      'select count(*)::int as n from admissions where ticket_id = any($1)',
      [listings],
    );
    if (row.n === purchases) return;
    if (row.n > purchases || performance.now() > end) {
      return void wrong.push(`${row.n} admissions were issued for ${purchases} purchases`);
    }
    note(`${row.n} of ${purchases} are admitted`);
    await wait(100);
  }
}

/** The time from each order to its admission, by the database's clock. @param {import('../bench.js').Bench} bench @param {string[]} listings */
async function timesToAdmission({ databases }, listings) {
  const [orders, admissions] = await Promise.all([
    databases.query('orders', 'select id, created_at as at from orders where ticket_id = any($1)', [listings]),
    databases.query('tickets', 'select order_id as id, issued_at as at from admissions where ticket_id = any($1)', [
      listings,
    ]),
  ]);
  const placed = new Map(orders.map(({ id, at }) => [id, at.getTime()]));
  return latencyOf(admissions.map(({ id, at }) => at.getTime() - placed.get(id)));
}
