import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import pg from 'pg';
import { Problem } from '../base/problem.js';
import { DATABASES } from '../base/secrets.js';

/**
 * A service's database, as that service sees it.
 *
 * @typedef {object} ServiceDatabase
 * @property {string} service
 * @property {(sql: string, values?: unknown[]) => Promise<{ rows: any[], rowCount: number | null }>} query
 * @property {() => Promise<boolean>} isInUse whether its service runs
 * @property {() => Promise<unknown>} close
 */

/**
 * The databases of an instance, or the one that the environment names.
 * @param {string} dir
 * @param {NodeJS.ProcessEnv} environment
 * @returns {ServiceDatabase[]}
 */
export function openDatabases(dir, { DATABASE_URL }) {
  if (DATABASE_URL) return [open(new URL(DATABASE_URL).pathname.slice(1), DATABASE_URL)];
  return DATABASES.map((service) => {
    const url = environmentOf(dir, service).DATABASE_URL;
    if (!url) throw new Problem(`${dir}/env/${service}.env names no database: start the instance with bin/up.`);
    return open(service, url);
  });
}

/** What bin/up gave a service when it started it last. @param {string} dir @param {string} service */
export function environmentOf(dir, service) {
  try {
    return parseEnv(readFileSync(join(dir, 'env', `${service}.env`), 'utf8'));
  } catch {
    throw new Problem(`${dir} has no instance that was started: start it with bin/up, or give DATABASE_URL.`);
  }
}

/** @param {string} service @param {string} url @returns {ServiceDatabase} */
function open(service, url) {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => {}); // the next query says it
  /** @type {ServiceDatabase['query']} */
  async function query(sql, values) {
    try {
      return await pool.query(sql, values);
    } catch (error) {
      const { message } = error instanceof AggregateError ? error.errors[0] : /** @type {Error} */ (error);
      throw new Problem(`The database of ${service} can't be used (${message}): is Frontrow running?`);
    }
  }
  return {
    service,
    query,
    async isInUse() {
      // Its pools are named after it: `orders`, `orders-background`. Of the first it may have no connection while nobody asks.
      const sql =
        'select from pg_stat_activity where datname = current_database() and starts_with(application_name, $1) limit 1';
      return (await query(sql, [service])).rows.length > 0;
    },
    close: () => pool.end(),
  };
}
