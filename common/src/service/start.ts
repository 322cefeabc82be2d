import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import {
  type Aggregate,
  aggregateOf,
  type FrontrowEvent,
  SECURITY_TOPIC,
  type SecurityEvent,
  streams,
} from '../contracts/index.ts';
import { type Database, openDatabase } from '../database/index.ts';
import { createApp, openRevocations, sessionReader, unavailable } from '../http/index.ts';
import { openLimits } from '../limits/index.ts';
import {
  type Bus,
  consume,
  type DeadLetterStore,
  type Deliver,
  deadLetterTable,
  deliverOnce,
  deliverOne,
  deliverPlainly,
  isProjection,
  OUTBOX_TOPIC,
  openBus,
  type Projection,
  parseEvent,
  rebuildRequested,
  registerProjections,
  type Subscription,
  startRelay,
} from '../messaging/index.ts';
import { getBacklog } from './backlog.ts';
import { type BaseConfig, parseConfig } from './config.ts';
import type { OnEvents, RunningService, ServiceDefinition } from './definition.ts';
import { measureBus, measureDatabase } from './gauges.ts';
import { type Checks, healthRoutes, looked } from './health.ts';
import { housekeeping } from './housekeeping.ts';
import type { Kit } from './kit.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { migrateUntilDone } from './migrate-until-done.ts';
import { addOwn, applyRevocations, firstLook, lookForRevocations } from './revoked-sessions.ts';
import { openSecurityLog } from './security-log.ts';
import { closeServer, listen } from './server.ts';
import { type RunningWorker, startWorker, type Worker } from './worker.ts';

/**
 * Runs a service: HTTP, database, bus, relay, consumers, workers, health and shutdown. It listens at once and reports
 * not ready until its database answers, trying for as long as it takes. What cannot work however long one tries (the
 * configuration, the port) rejects, and leaves nothing open.
 */
export async function startService<Config extends BaseConfig, Resources = undefined>(
  definition: ServiceDefinition<Config, Resources>,
  environment: NodeJS.ProcessEnv,
): Promise<RunningService<Config, Resources>> {
  const config = parseConfig(definition.config, environment) as Config;
  const closers: Closer[] = [];
  try {
    return await assemble(definition, config, closers);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

type Closer = () => Promise<unknown>;

/** Closes what was opened, the last first. */
async function closeAll(closers: Closer[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

async function assemble<Config extends BaseConfig, Resources>(
  definition: ServiceDefinition<Config, Resources>,
  config: Config,
  closers: Closer[],
): Promise<RunningService<Config, Resources>> {
  const { name } = definition;
  const log = createLog(name, config.LOG_LEVEL);
  const metrics = createMetrics(name);
  const securityEvent = openSecurityLog({
    service: name,
    registry: metrics.registry,
    secret: config.SECURITY_LOG_SECRET,
    file: config.SECURITY_LOG_FILE,
    silent: config.LOG_LEVEL === 'silent',
  });
  const stopping = new AbortController();
  const workers = new Map<string, RunningWorker>();

  const databases = definition.migrations && openDatabases(definition, config);
  if (databases) closers.push(() => Promise.all(Object.values(databases).map((database) => database.close())));
  const database = databases?.background;
  const writers = databases ? [databases.requests, databases.background] : [];
  for (const writer of writers) {
    writer.onCommit(SECURITY_TOPIC, (events) => (events as SecurityEvent[]).forEach(securityEvent));
  }
  const onEvents: OnEvents = (callback) => {
    for (const writer of writers) writer.onCommit(OUTBOX_TOPIC, (events) => callback(events as FrontrowEvent[]));
  };
  const revocations = databases && openRevocations(databases.health);
  const bus = openServiceBus(name, config, log);
  closers.push(bus.close);
  const db = databases?.requests as Database;
  const opened = await definition.open?.({ config, log, bus, db, onEvents });
  if (opened?.close) closers.push(opened.close);
  const resources = opened?.resources as Resources;
  const wake = (worker: string) => workers.get(worker)?.wake();
  const kit: Kit<Config, Resources> = { config, log, securityEvent, db, bus, resources, wake };
  const backgroundKit = { ...kit, db: database as Database };

  const subscriptions = (definition.consumers ?? []).map((consumer) => consumer(backgroundKit));
  if (revocations) {
    if (name === streams.session.publisher) addOwn(onEvents, revocations);
    else subscriptions.push(applyRevocations(revocations));
  }
  const projections = subscriptions.filter(isProjection);
  const deliver = database ? deliverOnce(database, subscriptions) : deliverPlainly(subscriptions);
  const deadLetters = database ? deadLetterTable(database) : definition.deadLetters!(kit);
  const inDatabase = databases && measureDatabase(databases.health, metrics.registry, definition.gauges);
  const ownConsumers = aggregatesIn(subscriptions).map((aggregate) => ({
    aggregate,
    consumer: `${name}-${aggregate}`,
  }));
  const onBus = measureBus(bus, metrics.registry, ownConsumers);
  // Before the service's own routes, among which may be one for any name.
  const backlog = definition.prefix && inDatabase ? [getBacklog(name, inDatabase, onBus)] : [];

  const state = { migrated: !database, ready: false };
  const checks: Checks = {
    service: async () => {
      if (!state.ready) throw new Error('still starting, or stopping');
    },
    ...(databases && { database: looked(databases.health.check) }),
    ...opened?.checks,
  };
  const app = createApp({
    service: name,
    prefix: definition.prefix ?? '/',
    routes: [...backlog, ...(definition.routes ?? []).map((route) => route(kit))],
    sessions: revocations && sessionReader(config.SESSION_PUBLIC_KEYS!, revocations, config.PUBLIC_URL!, securityEvent),
    publicUrl: config.PUBLIC_URL ?? 'http://localhost',
    trustedProxyHops: config.TRUSTED_PROXY_HOPS ?? 0,
    log,
    securityEvent,
    limits: openLimits(config.LIMITS ?? 'strict', databases?.requests.pool, metrics.registry),
    stopping: stopping.signal,
    before: [metrics.timing, healthRoutes(checks, metrics.registry), untilMigrated(() => state.migrated)],
  });
  const server = await listen(app, config.PORT, config.HOST);
  const url = `http://${config.HOST}:${(server.address() as AddressInfo).port}`;
  log.info(`${name} answers at ${url}`);

  const started = (async () => {
    if (database) {
      const migrated = migrateUntilDone(
        config.DATABASE_URL!,
        definition.migrations!,
        log,
        stopping.signal,
        config.MIGRATIONS,
      );
      state.migrated = await migrated;
    }
    if (stopping.signal.aborted) return;
    if (database) {
      const aggregates = aggregatesOf(name);
      closers.push(startRelay({ database, writers, databaseUrl: config.DATABASE_URL!, bus, aggregates, log }));
    }
    if (revocations) {
      const looking = startWorker(lookForRevocations(revocations), log);
      closers.push(looking.stop);
      await firstLook(revocations, stopping.signal);
    }
    if (stopping.signal.aborted) return;
    const own = (definition.workers ?? []).map((worker) => worker(backgroundKit));
    const ofDatabase = database ? [housekeeping(database), rebuilding(database, bus, projections)] : [];
    for (const worker of [...own, replay(deadLetters, deliver), ...ofDatabase]) {
      workers.set(worker.name, startWorker(worker, log));
    }
    closers.push(() => Promise.all([...workers.values()].map((worker) => worker.stop())));
    const consumers = ownConsumers.map((own) =>
      consume({ bus, ...own, deliver, deadLetters, log, lingerMs: definition.lingerMs }),
    );
    closers.push(() => Promise.all(consumers.map((stop) => stop())));
    state.ready = true;
  })();
  started.catch((error) => log.error({ err: error }, 'cannot start'));

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      state.ready = false;
      stopping.abort();
      await closeServer(server);
      await started.catch(() => {});
      await closeAll(closers);
    })();
    return stopped;
  };
  return {
    url,
    kit,
    started,
    deliver: (consumer, event) => deliverOne(deliver, consumer, parseEvent(JSON.stringify(event))),
    stop,
  };
}

/**
 * The connections of a service, apart for each kind of work so that none keeps another waiting: a rush of buyers neither the
 * events of payments, nor either of them the look at its health.
 */
const openDatabases = (
  { name, plansAnew = [] }: Pick<ServiceDefinition<BaseConfig, unknown>, 'name' | 'plansAnew'>,
  { DATABASE_URL, DATABASE_POOL, DATABASE_BACKGROUND_POOL }: BaseConfig,
) => ({
  requests: openDatabase(DATABASE_URL!, {
    name,
    poolSize: DATABASE_POOL ?? 12,
    reusePlans: !plansAnew.includes('requests'),
  }),
  // What is behind a lock is tried again later, and the rest goes on.
  background: openDatabase(DATABASE_URL!, {
    name: `${name}-background`,
    poolSize: DATABASE_BACKGROUND_POOL ?? 7,
    lockTimeoutMs: 1_000,
    reusePlans: !plansAnew.includes('background'),
  }),
  health: openDatabase(DATABASE_URL!, { name: `${name}-health`, poolSize: 2, timeoutMs: 3_000 }),
});

/** The bus of a service, which says in one line when it comes and goes. */
function openServiceBus(service: string, config: BaseConfig, log: Log): Bus {
  let last = '';
  return openBus({
    url: config.NATS_URL,
    user: config.NATS_USER ?? service,
    password: config.NATS_PASSWORD,
    replicas: config.STREAM_REPLICAS,
    onStatus(status, line) {
      if (status !== last) log[status === 'connected' ? 'info' : 'warn'](line);
      last = status;
    },
  });
}

/** The aggregates whose events a service publishes. */
const aggregatesOf = (service: string) =>
  (Object.keys(streams) as Aggregate[]).filter((aggregate) => streams[aggregate].publisher === service);

const aggregatesIn = (subscriptions: Subscription[]) => [
  ...new Set(subscriptions.flatMap(({ types }) => types.map(aggregateOf))),
];

/** How often a service looks what an operator asks of it. */
const ASKED_MS = 5_000;

const replay = (deadLetters: DeadLetterStore, deliver: Deliver): Worker => ({
  name: 'replay',
  everyMs: ASKED_MS,
  run: () => deadLetters.replayRequested(deliver),
});

/** Tells which projections there are, and rebuilds those that an operator asks for. */
function rebuilding(database: Database, bus: Bus, projections: Projection[]): Worker {
  let told = false;
  return {
    name: 'rebuild',
    everyMs: ASKED_MS,
    async run() {
      if (!told) await registerProjections(database, projections);
      told = true;
      return rebuildRequested(database, bus, projections);
    },
  };
}

const untilMigrated =
  (migrated: () => boolean): RequestHandler =>
  (_request, _response, next) =>
    next(migrated() ? undefined : unavailable('still starting; try again in a moment', 1, 'starting'));
