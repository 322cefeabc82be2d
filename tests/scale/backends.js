import { timeOf } from '../bench/measure/processor-time.js';

/**
 * The processor time in ms of PostgreSQL's processes that serve each pool of connections: `orders` are the requests to orders,
 * `orders-background` its relay and consumers. Pools keep their connections, so that none ends during a load.
 *
 * @param {import('../bench/stack/databases.js').Databases} databases
 * @returns {Promise<import('../bench/measure/processor-time.js').Parts>}
 */
export async function timeOfPools({ query }) {
  const backends = await query(
    'orders',
    `select pid, application_name as pool from pg_stat_activity where datname is not null and application_name <> ''`,
  );
  /** @type {Record<string, number>} */
  const pools = {};
  for (const { pid, pool } of backends) pools[pool] = (pools[pool] ?? 0) + timeOf(pid);
  return pools;
}
