import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Aggregate } from '../contracts/index.ts';
import { type Database, REUSED_PLANS, statement } from '../database/index.ts';
import type { Bus } from './bus.ts';
import type { Logger } from './consume.ts';
import { OUTBOX_TOPIC } from './outbox.ts';
import { keepStreams, notePublished, type Published } from './positions.ts';

const BATCH = 500;
/** How often the leader looks for events of whose commit it was not told. */
const POLL_MS = 2_000;
/** How far apart the looks are at a stream that may have lost something. */
const DOUBT_MS = 500;
/** A leader that hangs is silent for so long at most before the server ends its session, and gives its lock away. */
const SILENCE_MS = 10_000;
/** A batch begins nothing more after this, so that a leader which hung sends nothing as if it still led. */
const BATCH_MS = SILENCE_MS / 2;
/**
 * The leader's session. Its marks wait for no disk: events whose marks a crash takes along are published again, and what
 * has them already drops them.
 */
const SESSION = `${REUSED_PLANS} -c idle_session_timeout=${SILENCE_MS} -c synchronous_commit=off`;

interface RelayOptions {
  database: Database;
  /** Where events are written: their commits wake the relay. */
  writers: Database[];
  databaseUrl: string;
  bus: Bus;
  /** The aggregates this service publishes; their streams are made here. */
  aggregates: Aggregate[];
  log: Logger;
}

/**
 * Publishes the outbox. Of all replicas one leads: the one whose direct connection holds an advisory lock. After a commit
 * with events its process wakes the leader, itself or by a signal on the bus; polling is the guarantee. Nothing of that is
 * part of a transaction: a NOTIFY would keep PostgreSQL from committing several at once. Returns a function that stops it.
 */
export function startRelay(options: RelayOptions): () => Promise<void> {
  const { databaseUrl, bus, log, writers } = options;
  const stop = new AbortController();
  const pause = pausable(stop.signal);
  let failing = false;
  let leads = false;
  let connections = 0;
  for (const writer of writers) writer.onCommit(OUTBOX_TOPIC, () => (leads ? pause.wake() : bus.signal(OUTBOX_TOPIC)));
  bus.onSignal(OUTBOX_TOPIC, () => {
    if (leads) pause.wake();
  });
  const forget = bus.onConnect(() => {
    connections += 1;
    pause.wake();
  });

  async function lead() {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'outbox-relay',
      keepAlive: true,
      options: SESSION,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    // A broken connection may report more than one error, and one that nobody hears would end the process. Whoever sleeps
    // finds out by the next query.
    client.on('error', pause.wake);
    client.once('end', pause.wake);
    try {
      await client.connect();
      const areSound = keepStreams(options);
      while (!stop.signal.aborted && !(await becomeLeader(client))) await pause.sleep(1_000);
      leads = true;
      for (let checked = 0; !stop.signal.aborted; ) {
        let more = false;
        if (!bus.connected) {
          await client.query('select 1'); // a session that is silent ends, and its lock is another's
        } else if (checked === connections) {
          // It is asked of the session that has the lock: when it answers, this process still leads.
          more = await publish(await findPending({ client }, []), { client, bus });
          failing = false;
        } else {
          // At first and after every reconnection: the broker may have lost what it had, the whole of it or the end.
          const connection = connections;
          await client.query('select 1');
          if (await areSound()) checked = connection;
          else await sleep(DOUBT_MS); // whoever commits meanwhile, the next look is not to come sooner
          continue;
        }
        if (!more) await pause.sleep(POLL_MS);
      }
    } finally {
      leads = false;
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

interface Pending {
  seq: string;
  id: string;
  type: string;
  aggregate: Aggregate;
  aggregateId: string;
  body: string;
}

const findPending = statement<Pending>(
  'find_pending',
  `select seq, id, type, aggregate, aggregate_id as "aggregateId", envelope::text as body
   from outbox where published_at is null order by seq limit ${BATCH}`,
);

/**
 * Publishes the oldest unpublished events, those of one aggregate in order and different ones side by side; one that
 * fails holds back only those of its own aggregate. Returns whether there may be more to do at once.
 */
async function publish(pending: Pending[], { client, bus }: { client: pg.Client; bus: Bus }): Promise<boolean> {
  const end = performance.now() + BATCH_MS;
  if (pending.length === 0) return false;

  const published: Published[] = [];
  const publishInOrder = async (events: Pending[]) => {
    for (const { seq, body, ...event } of events) {
      if (performance.now() > end) return;
      published.push({ ...event, seq: Number(seq), streamSeq: await bus.publishBody(event, body) });
    }
  };
  const outcomes = await Promise.allSettled([...groupByAggregate(pending).values()].map(publishInOrder));
  if (published.length > 0) await notePublished({ client }, published);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return pending.length === BATCH || published.length < pending.length;
}

function groupByAggregate(events: Pending[]): Map<string, Pending[]> {
  const groups = new Map<string, Pending[]>();
  for (const event of events) {
    const group = groups.get(event.aggregateId);
    if (group) group.push(event);
    else groups.set(event.aggregateId, [event]);
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
