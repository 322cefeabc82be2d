import pg from 'pg';
import { ports, secrets } from './instance.ts';

export type ServiceDatabase = 'auth' | 'tickets' | 'orders' | 'payments';
export const databases: ServiceDatabase[] = ['auth', 'tickets', 'orders', 'payments'];

/** Looks into a service's database, as that service. */
export async function query<Row extends pg.QueryResultRow>(
  service: ServiceDatabase,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { postgres: port } = ports;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: service,
    password: secrets.passwords[service],
    database: service,
  });
  client.on('error', () => {}); // tests kill the server; the query that fails says it
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
