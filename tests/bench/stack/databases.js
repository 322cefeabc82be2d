import pg from 'pg';

/** The services whose databases have an outbox in use. */
export const PUBLISHERS = ['auth', 'tickets', 'orders', 'payments'];

/** @typedef {ReturnType<typeof openDatabases>} Databases */

/**
 * Connects to each service's database as that service, with one connection each, on first use.
 * @param {{ ports: Record<string, number>, secrets: { passwords: Record<string, string> } }} state
 */
export function openDatabases({ ports, secrets }) {
  /** @type {Map<string, pg.Pool>} */
  const pools = new Map();
  /** @param {string} service */
  function poolOf(service) {
    const known = pools.get(service);
    if (known) return known;
    const pool = new pg.Pool({
      host: '127.0.0.1',
      port: ports.postgres,
      user: service,
      password: secrets.passwords[service],
      database: service,
      max: 1,
    });
    pool.on('error', () => {}); // the failing query reports it
    pools.set(service, pool);
    return pool;
  }
  return {
    /** @param {string} service @param {string} sql @param {unknown[]} [values] @returns {Promise<any[]>} */
    query: async (service, sql, values) => (await poolOf(service).query(sql, values)).rows,
    close: () => Promise.all(Array.from(pools.values(), (pool) => pool.end())),
  };
}
