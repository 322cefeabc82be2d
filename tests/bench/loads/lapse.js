import { setTimeout as wait } from 'node:timers/promises';
import { putOrders } from '../stack/placed-orders.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'lapse',
  title: '10,000 holds lapse within one second',
  unit: 'hold',
  asserts: 'no hold ends early; in the end every order is cancelled and every unit on sale',
  figures: {
    onSale: { label: 'until buyers see all units on sale again', unit: 's', better: 'less', target: 10 },
    free: { label: 'until orders has freed all units', unit: 's', better: 'less' },
    drained: { label: 'backlog after that, for', unit: 's', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const count = bench.pick(10_000, 1_000);
    const listing = await bench.sell({ quantity: count });
    const { query } = bench.databases;
    // The other services learn of the orders before they lapse, as in a real sale; that time is not measured.
    const first = Date.now() + bench.pick(90_000, 20_000);
    const wanted = bench.buyers.slice(0, count).map(({ id }, index) => ({
      buyer: id,
      expiresAt: new Date(first + (index / count) * 1_000),
    }));
    await putOrders(bench.databases, listing, wanted);
    await bench.drained(first - Date.now());
    const before = await heldOf(query, 'orders', listing);
    if (before !== count && Date.now() < first) wrong.push(`${count - before} holds have lapsed early`);

    const { result, drainedMs, processor } = await bench.follow(
      async () => {
        const last = first + 1_000;
        const free = await untilFree(bench, 'orders', listing, last, wrong);
        return { free, onSale: await untilFree(bench, 'tickets', listing, last, wrong) };
      },
      wrong,
      Number.POSITIVE_INFINITY,
    );
    const [left] = await query(
      'orders',
      `select count(*)::int as n from orders where ticket_id = $1 and (status, cancel_reason) is distinct from ('cancelled', 'expired')`,
      [listing],
    );
    if (left.n > 0) wrong.push(`${left.n} orders have not lapsed`);
    return {
      figures: { onSale: result.onSale, free: result.free, drained: drainedMs / 1_000 },
      processor,
      units: count,
      wrong,
    };
  },
};

/** @param {import('../stack/databases.js').Databases['query']} query @param {string} service @param {string} listing */
async function heldOf(query, service, listing) {
  const [row] = await query(service, 'select held from stock where ticket_id = $1', [listing]);
  return row.held;
}

/** Waits until no unit is held, and returns how many s after the last hold ended that was. @param {import('../bench.js').Bench} bench @param {string} service @param {string} listing @param {number} last @param {string[]} wrong */
async function untilFree({ databases, note }, service, listing, last, wrong) {
  const WITHIN_S = 300;
  for (;;) {
    const held = await heldOf(databases.query, service, listing);
    const since = (Date.now() - last) / 1_000;
    if (held === 0) return Math.max(since, 0);
    if (since > WITHIN_S) {
      wrong.push(`${held} units are still held in ${service} after ${WITHIN_S} s`);
      return since;
    }
    note(since < 0 ? `${Math.ceil(-since)} s until they lapse` : `${held} still held in ${service}`);
    await wait(50);
  }
}
