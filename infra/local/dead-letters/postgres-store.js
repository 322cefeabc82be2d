import pg from 'pg';

/**
 * The dead letters in a service's database.
 * @param {string} service
 * @param {string} url
 * @returns {import('./stores.js').Store}
 */
export function openPostgresStore(service, url) {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  pool.on('error', () => {}); // the next query says it
  return {
    service,
    async list() {
      const { rows } = await pool.query(
        `select id, died_at as "diedAt", consumer, subject, reason
         from dead_letters where replayed_at is null order by died_at`,
      );
      return rows;
    },
    async askReplay(id) {
      await pool.query(
        'update dead_letters set replay_requested_at = clock_timestamp() where id = $1 and replayed_at is null',
        [id],
      );
    },
    async outcome(id) {
      const { rows } = await pool.query(
        'select replay_requested_at as asked, replayed_at as replayed, reason from dead_letters where id = $1',
        [id],
      );
      const [{ asked, replayed, reason } = { reason: 'it is gone' }] = rows;
      return replayed ? 'replayed' : asked ? 'waiting' : { failed: reason };
    },
    close: () => pool.end(),
  };
}
