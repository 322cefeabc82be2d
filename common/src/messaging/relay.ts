import { setTimeout as sleep } from 'node:timers/promises';
import { inArray, isNull, sql } from 'drizzle-orm';
import pg from 'pg';
import type { Aggregate, Envelope } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from './bus.ts';
import type { Logger } from './consume.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { keepStreams, notePositions, type Published } from './positions.ts';
import { outbox } from './tables.ts';

const BATCH = 500;
const POLL_MS = 500;
/** A leader that hangs is silent for so long at most before the server ends its session, and gives its lock away. */
const SILENCE_MS = 10_000;
/** A batch begins nothing more after this, so that a leader which hung sends nothing as if it still led. */
const BATCH_MS = SILENCE_MS / 2;

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
  let connections = 0;
  const forget = bus.onConnect(() => {
    connections += 1;
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
      await client.query(`set idle_session_timeout = ${SILENCE_MS}`);
      client.on('notification', pause.wake);
      await client.query(`listen ${OUTBOX_CHANNEL}`);
      const areSound = keepStreams(options);
      while (!stop.signal.aborted && !(await becomeLeader(client))) await Promise.race([pause.sleep(1_000), lost]);
      for (let checked = 0; !stop.signal.aborted; ) {
        await client.query('select 1'); // a leader whose session is over has no lock
        let more = false;
        if (bus.connected) {
          // At first and after every reconnection: the broker may have lost what it had, the whole of it or the end.
          const connection = connections;
          if (checked !== connection) {
            if (!(await areSound())) {
              await Promise.race([sleep(POLL_MS), lost]); // whoever commits meanwhile, the next look is not to come sooner
              continue;
            }
            checked = connection;
          }
          more = await publishPending(options);
          failing = false;
        }
        if (!more) await Promise.race([pause.sleep(POLL_MS), lost]);
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

/**
 * Publishes the oldest unpublished events, those of one aggregate in order and different ones side by side; one that
 * fails holds back only those of its own aggregate. Returns whether there may be more to do at once.
 */
async function publishPending({ database, bus }: RelayOptions): Promise<boolean> {
  const { db } = database;
  const end = performance.now() + BATCH_MS;
  const pending = await db
    .select({ seq: outbox.seq, envelope: outbox.envelope })
    .from(outbox)
    .where(isNull(outbox.publishedAt))
    .orderBy(outbox.seq)
    .limit(BATCH);
  if (pending.length === 0) return false;

  const published: (Published & { seq: number })[] = [];
  const publishInOrder = async (rows: typeof pending) => {
    for (const row of rows) {
      if (performance.now() > end) return;
      published.push({ ...row, streamSeq: await bus.publish(row.envelope) });
    }
  };
  const outcomes = await Promise.allSettled(groupByAggregate(pending).map(publishInOrder));
  if (published.length > 0) {
    await notePositions(database, published);
    const seqs = published.map(({ seq }) => seq);
    await db.update(outbox).set({ publishedAt: sql`clock_timestamp()` }).where(inArray(outbox.seq, seqs));
  }
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return pending.length === BATCH || published.length < pending.length;
}

function groupByAggregate<Row extends { envelope: Envelope }>(rows: Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const { aggregateId } = row.envelope;
    const group = groups.get(aggregateId);
    if (group) group.push(row);
    else groups.set(aggregateId, [row]);
  }
  return [...groups.values()];
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
