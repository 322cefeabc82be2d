import { setTimeout as wait } from 'node:timers/promises';

/**
 * Reserves one unit per visit. Each visitor is another buyer, with a session and an Idempotency-Key.
 *
 * @param {import('../bench.js').Bench} bench
 * @param {{ listings: string[], how: import('../bench.js').Job['how'], connections?: number, origin?: string }} load through
 *   the gateway unless `origin` says otherwise
 * @param {string[]} wrong
 */
export const reserve = (bench, { listings, how, connections = 64, origin = bench.url }, wrong) =>
  bench.send({ origin, connections, recipe: 'reserve', params: { listings }, how }, wrong);

/**
 * Compares the stock and the orders with the answers that buyers got, and the availability that buyers see with the stock.
 *
 * @param {import('../bench.js').Bench} bench
 * @param {string[]} listings
 * @param {number} reserved how many units the answers said were reserved
 * @param {string[]} wrong
 */
export async function checkReserved({ databases }, listings, reserved, wrong) {
  const units = 'select coalesce(sum(held + sold), 0)::int as n from stock where ticket_id = any($1)';
  const [[stock], [orders]] = await Promise.all([
    databases.query('orders', units, [listings]),
    databases.query(
      'orders',
      `select coalesce(sum(quantity), 0)::int as n from orders where ticket_id = any($1) and status <> 'cancelled'`,
      [listings],
    ),
  ]);
  if (stock.n !== reserved) wrong.push(`${reserved} units were reserved by the answers, ${stock.n} by the stock`);
  if (orders.n !== reserved) wrong.push(`${reserved} units were reserved by the answers, ${orders.n} by the orders`);
  const end = performance.now() + 10_000;
  for (;;) {
    const [copy] = await databases.query('tickets', units, [listings]);
    if (copy.n === reserved) return;
    if (performance.now() > end) return void wrong.push(`buyers see ${copy.n} units reserved, not ${reserved}`);
    await wait(100);
  }
}

/** The rate, as all loads of reservations report it. @param {import('../bench.js').Traffic} traffic @param {import('../bench.js').Bench} bench */
export const speedOf = ({ perSecond }, bench) => ({ perSecond, ofEcho: bench.ofEcho(perSecond) });
