import type { Socket } from 'node:net';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { isContended, sqlState } from './errors.ts';

/** Where a change comes from: the request or event that led to it, carried on into the events it causes. */
export interface Trace {
  correlationId: string;
  causationId: string | null;
}

/** Anything that can run a query: the database itself, or an open transaction. */
export interface Queryable {
  db: Pick<NodePgDatabase, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'>;
  /** Runs prepared statements (see `statement`). Those of a transaction are sent at once and answered in order. */
  client: { query<Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> };
}

export interface Tx extends Queryable {
  trace: Trace;
  /** Tells the database's `onCommit` listeners of a topic, and what is new, once this transaction is committed. */
  announce(topic: string, ...news: unknown[]): void;
}

export interface Database extends Queryable {
  pool: pg.Pool;
  /**
   * Runs `work` in one transaction. Deadlocks and serialization failures are tried again; any other error rolls back and
   * rejects. When the answer to the commit itself is lost, it rejects with CommitUnknown and is never tried again.
   */
  transaction<T>(trace: Trace, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `listener` after each commit of a transaction that announced `topic`, before anybody knows of its result. */
  onCommit(topic: string, listener: (news: unknown[]) => void): void;
  /** Rejects when no query can be answered. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The connection broke while a commit was under way: the transaction may or may not have happened. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown';
  constructor(cause: unknown) {
    super('the answer to a commit was lost', { cause });
  }
}

const TRIES = 4;

export interface DatabaseOptions {
  /** Connections at most. */
  poolSize?: number;
  /** How long a statement waits for a lock, in milliseconds, before the server gives it up. */
  lockTimeoutMs?: number;
  /** How long a connection, and then an answer, is waited for, in milliseconds. */
  timeoutMs?: number;
  /**
   * Plans each prepared statement once, to find rows by their keys. PostgreSQL would plan a statement that is given a list
   * anew each time, since it knows its length only then; where values differ in number and not in kind, that costs more than
   * it gains.
   */
  reusePlans?: boolean;
  /** Shown in pg_stat_activity. */
  name: string;
}

/** A plan that is made while a table is empty stays right when it is full: by the index, row by row, and never all of them. */
export const REUSED_PLANS = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/**
 * Opens a pool (connections are made when first needed). Its limits keep one stuck process from holding others up: a
 * transaction left open, or a lock waited for, is given up by the server itself.
 */
export function openDatabase(
  url: string,
  { poolSize = 20, lockTimeoutMs = 8_000, timeoutMs = 15_000, reusePlans = false, name }: DatabaseOptions,
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max: poolSize,
    // In a rush, waiting for one's turn is better than being sent away to ask again.
    connectionTimeoutMillis: timeoutMs,
    // A rush comes in waves, and opening connections anew halves what its first seconds serve.
    idleTimeoutMillis: 5 * 60_000,
    keepAlive: true,
    // Statements that need no answer from one another are sent together, which saves round trips.
    pipeline: true,
    query_timeout: timeoutMs,
    statement_timeout: 10_000,
    lock_timeout: lockTimeoutMs,
    // Where a plan is thought to be costly, PostgreSQL would compile it at each run: ten times as long as our statements take.
    options: `-c jit=off ${reusePlans ? REUSED_PLANS : ''}`,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that breaks is replaced by the pool, and who uses it is told by the query. Without listeners, for idle
  // connections and for those in use, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    sendTogether(client);
  });
  const listeners = new Map<string, Set<(news: unknown[]) => void>>();

  async function attempt<T>(trace: Trace, work: (tx: Tx) => Promise<T>): Promise<T> {
    const topics = new Map<string, unknown[]>();
    const client = await pool.connect();
    let broken: Error | undefined;
    failures.delete(client);
    try {
      const begun = client.query('begin');
      begun.catch(() => {}); // `work` fails as well then, and is awaited first
      const announce = (topic: string, ...news: unknown[]) =>
        void topics.set(topic, [...(topics.get(topic) ?? []), ...news]);
      const tx = { db: drizzleOn(client), client, trace, announce };
      let result: T;
      try {
        result = await work(tx);
        await begun;
      } catch (error) {
        await client.query('rollback').catch((cause) => {
          broken = cause;
        });
        throw sqlState(error) === IN_FAILED_TRANSACTION ? (failures.get(client) ?? error) : error;
      }
      try {
        await commit(client);
      } catch (error) {
        if (!isAnswer(error)) broken = error as Error;
        throw broken ? new CommitUnknown(error) : error;
      }
      for (const [topic, news] of topics) for (const listener of listeners.get(topic) ?? []) listener(news);
      return result;
    } finally {
      client.release(broken);
    }
  }

  return {
    pool,
    client: pool,
    db: drizzle({ client: pool }),
    async transaction(trace, work) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(trace, work);
        } catch (error) {
          if (tries === TRIES || !isContended(error)) throw error;
        }
      }
    },
    onCommit(topic, listener) {
      listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener));
    },
    check: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** What PostgreSQL says of each statement that was sent along after one that failed. */
const IN_FAILED_TRANSACTION = '25P02';
/** The first failure of the transaction that a connection has open: whether to try again is told by that one alone. */
const failures = new WeakMap<pg.PoolClient, unknown>();

/** Sends what is asked in one go as one packet, for which PostgreSQL wakes up once, and notes the first that fails. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  client.query = ((...asked: unknown[]) => {
    stream.cork();
    process.nextTick(() => stream.uncork());
    const answer: unknown = Reflect.apply(pg.Client.prototype.query, client, asked);
    if (answer instanceof Promise) {
      answer.catch((error) => {
        if (!failures.has(client)) failures.set(client, error);
      });
    }
    return answer;
  }) as typeof client.query;
}

/** Drizzle's objects are costly to make, and a connection serves many transactions. */
const drizzles = new WeakMap<pg.PoolClient, NodePgDatabase>();
function drizzleOn(client: pg.PoolClient): NodePgDatabase {
  const known = drizzles.get(client);
  if (known) return known;
  const made = drizzle({ client });
  drizzles.set(client, made);
  return made;
}

/** A transaction in which a statement failed is rolled back by its commit, without an error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('a statement of this transaction had failed, so it was rolled back');
}

/** Whether the server itself said so (by an SQLSTATE), rather than that it could not be heard. */
const isAnswer = (error: unknown) => /^[0-9A-Z]{5}$/.test(sqlState(error) ?? '') && !isEnding(error);
/** The server ends the session: what was asked of it last may have been done. */
const isEnding = (error: unknown) => /^(57P|08)/.test(sqlState(error) ?? '');

/** The time of decision: the database's clock now, so after any lock that this transaction holds already. */
export async function databaseTime({ client }: Queryable): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>({ name: 'clock', text: 'select clock_timestamp() as now' });
  return rows[0]!.now;
}
