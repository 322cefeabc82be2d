import pg from 'pg';
import { ports, secrets } from './instance.ts';

export type ServiceDatabase = 'auth' | 'tickets' | 'orders' | 'payments';
export const databases: ServiceDatabase[] = ['auth', 'tickets', 'orders', 'payments'];

/** A connection to a service's database, as that service. */
export async function connectTo(service: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: ports.postgres,
    user: service,
    password: secrets.passwords[service],
    database: service,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {}); // tests kill the server; the query that fails says it
  await client.connect();
  return client;
}

/** Looks into a service's database. */
export async function query<Row extends pg.QueryResultRow>(
  service: ServiceDatabase,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = await connectTo(service);
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
