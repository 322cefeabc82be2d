import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import pg from 'pg';
import type { Aggregate, Envelope } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from './bus.ts';
import type { Logger } from './consume.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { outbox } from './tables.ts';

const BATCH = 500;
const POLL_MS = 500;
/** Published again after every reconnection: a broker that lost power forgets what it had acknowledged last. */
const REPUBLISH_MINUTES = 5;

interface RelayOptions {
  database: Database;
  databaseUrl: string;
  bus: Bus;
  /** The aggregates this service publishes; their streams are made here. */
  aggregates: Aggregate[];
  log: Logger;
}

/**
 * Publishes the outbox. Of all replicas one leads: the one whose direct connection holds an advisory lock. A commit
 * wakes it through NOTIFY; polling is the guarantee. Returns a function that stops it.
 */
export function startRelay(options: RelayOptions): () => Promise<void> {
  const { databaseUrl, bus, log } = options;
  const stop = new AbortController();
  const pause = pausable(stop.signal);
  let failing = false;
  let reconnected = true;
  const forget = bus.onConnect(() => {
    reconnected = true;
    pause.wake();
  });

  async function lead() {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'outbox-relay',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    const lost = new Promise<never>((_, reject) => {
      // A broken connection may report more than one error, and one that nobody hears would end the process.
      client.on('error', reject);
      client.once('end', () => reject(new Error('connection ended')));
    });
    lost.catch(() => {});
    try {
      await client.connect();
      // Of a leader that vanished without a word, the server learns in about ten seconds, and gives its lock away.
      await client.query('set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3');
      client.on('notification', pause.wake);
      await client.query(`listen ${OUTBOX_CHANNEL}`);
      while (!stop.signal.aborted && !(await becomeLeader(client))) await Promise.race([pause.sleep(1_000), lost]);
      for (let checked = false; !stop.signal.aborted; ) {
        if (!bus.connected) {
          await Promise.race([pause.sleep(POLL_MS), lost]);
          continue;
        }
        if (!checked || reconnected) {
          const maybeLost = reconnected;
          reconnected = false;
          await prepareStreams(options, maybeLost).catch((error) => {
            reconnected ||= maybeLost;
            throw error;
          });
          checked = true;
        }
        const published = await publishPending(options);
        failing = false;
        if (published === BATCH) continue;
        await Promise.race([pause.sleep(POLL_MS), lost]);
        await client.query('select 1'); // a leader whose connection is dead has no lock
      }
    } finally {
      await client.end().catch(() => {});
    }
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      try {
        await lead();
      } catch (error) {
        if (!failing) log.warn({ error: (error as Error).message }, 'cannot publish events; they wait in the outbox');
        failing = true;
        await pause.sleep(250);
      }
    }
  })();

  return async () => {
    forget();
    stop.abort();
    pause.wake();
    await running;
  };
}

async function becomeLeader(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>(
    `select pg_try_advisory_lock(hashtext('outbox-relay')) as leads`,
  );
  return rows[0]!.leads;
}

/** Makes missing streams; marks what they had, or after a reconnection what the broker may have lost, as unpublished. */
async function prepareStreams({ database: { db }, bus, aggregates, log }: RelayOptions, reconnected: boolean) {
  for (const aggregate of aggregates) {
    const made = await bus.ensureStream(aggregate);
    if (!made && !reconnected) continue;
    const mayBeLost = made
      ? isNotNull(outbox.publishedAt)
      : gt(outbox.publishedAt, sql`clock_timestamp() - make_interval(mins => ${REPUBLISH_MINUTES})`);
    const { rowCount } = await db
      .update(outbox)
      .set({ publishedAt: null })
      .where(and(eq(outbox.aggregate, aggregate), mayBeLost));
    if (rowCount) log.info({ aggregate, events: rowCount, streamWasMissing: made }, 'publishing events again');
  }
}

/** Publishes the oldest unpublished events; an event that fails holds back only those of its own aggregate. */
async function publishPending({ database: { db }, bus }: RelayOptions): Promise<number> {
  const pending = await db
    .select({ seq: outbox.seq, envelope: outbox.envelope })
    .from(outbox)
    .where(isNull(outbox.publishedAt))
    .orderBy(outbox.seq)
    .limit(BATCH);
  if (pending.length === 0) return 0;

  const chains = groupByAggregate(pending);
  const published: number[] = [];
  let failure: unknown;
  await Promise.all(
    [...chains.values()].map(async (rows) => {
      try {
        for (const row of rows) {
          await bus.publish(row.envelope);
          published.push(row.seq);
        }
      } catch (error) {
        failure = error;
      }
    }),
  );
  if (published.length > 0) {
    await db.update(outbox).set({ publishedAt: sql`clock_timestamp()` }).where(inArray(outbox.seq, published));
  }
  if (failure) throw failure;
  return published.length;
}

function groupByAggregate<Row extends { envelope: Envelope }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row.envelope.aggregateId;
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return groups;
}

/** A sleep that can be cut short. */
function pausable(signal: AbortSignal) {
  let wake = () => {};
  let woken = false;
  return {
    wake: () => {
      woken = true;
      wake();
    },
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        if (woken || signal.aborted) {
          woken = false;
          return resolve();
        }
        const timer = setTimeout(done, ms);
        wake = done;
        function done() {
          clearTimeout(timer);
          woken = false;
          wake = () => {};
          resolve();
        }
      }),
  };
}
