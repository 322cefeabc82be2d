import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** Where a change comes from: the request or event that led to it, carried on into the events it causes. */
export interface Trace {
  correlationId: string;
  causationId: string | null;
}

/** Anything that can run a query: the database itself, or an open transaction. */
export interface Queryable {
  db: Pick<NodePgDatabase, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'>;
}

export interface Tx extends Queryable {
  trace: Trace;
}

export interface Database extends Queryable {
  pool: pg.Pool;
  /** Runs `work` in one transaction; deadlocks and serialization failures are tried again, anything else rolls back. */
  transaction<T>(trace: Trace, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Rejects when no query can be answered. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const TRIES = 4;
const RETRYABLE = new Set(['40001', '40P01']);

export interface DatabaseOptions {
  /** Connections at most. */
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  name: string;
}

/**
 * Opens a pool (connections are made when first needed). Its limits keep one stuck process from holding others up: a
 * transaction left open, or a lock waited for, is given up by the server itself.
 */
export function openDatabase(url: string, { poolSize = 20, name }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max: poolSize,
    // In a rush, waiting for one's turn is better than being sent away to ask again.
    connectionTimeoutMillis: 15_000,
    // A rush comes in waves, and opening connections anew halves what its first seconds serve.
    idleTimeoutMillis: 5 * 60_000,
    keepAlive: true,
    query_timeout: 15_000,
    statement_timeout: 10_000,
    lock_timeout: 8_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that breaks is replaced by the pool, and who uses it is told by the query. Without listeners, for idle
  // connections and for those in use, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = drizzle({ client: pool });

  return {
    pool,
    db,
    async transaction(trace, work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db.transaction((tx) => work({ db: tx, trace }));
        } catch (error) {
          if (attempt === TRIES || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
        }
      }
    },
    check: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** The time of decision: the database's clock now, so after any lock that this transaction holds already. */
export async function databaseTime({ db }: Queryable): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
  return new Date(rows[0]!.now);
}

/** PostgreSQL's error code behind an error (drizzle wraps the driver's), such as `23505` for a unique violation. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string') return e.code;
  }
  return undefined;
}

/** Whether an error says that the database is out of reach or overloaded, not that the query was wrong. */
export function isUnavailable(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== undefined) return /^(08|28|53|57P|58|3D000|25006|55P03|57014|25P03|40001|40P01|E[A-Z]+$)/.test(code);
  for (let e = error; e instanceof Error; e = e.cause) {
    if (/connection terminated|not queryable|timeout exceeded|query read timeout|connection error/i.test(e.message))
      return true;
  }
  return false;
}
