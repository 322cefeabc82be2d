import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { type Aggregate, aggregateOf, SessionRevoked, streams } from '../contracts/index.ts';
import { type Database, migrate, openDatabase } from '../database/index.ts';
import { createApp, type Route, rememberRevocation, sessionReader, unavailable } from '../http/index.ts';
import {
  type Bus,
  consume,
  type DeadLetterStore,
  type Deliver,
  deadLetterTable,
  deliverOnce,
  deliverPlainly,
  on,
  openBus,
  type Subscription,
  startRelay,
} from '../messaging/index.ts';
import { type BaseConfig, ConfigError, parseConfig } from './config.ts';
import { type Checks, healthRoutes } from './health.ts';
import { type GaugeDefinition, housekeeping, measureDatabase } from './housekeeping.ts';
import type { Kit, Opened } from './kit.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { type RunningWorker, startWorker, type Worker } from './worker.ts';

export interface ServiceDefinition<Config extends BaseConfig, Resources> {
  name: string;
  /** The schema of its environment variables. */
  config: z.ZodObject & { _output: Config };
  /** The folder of the service's SQL migrations; a service without one has no database. */
  migrations?: URL;
  /** Where its routes begin: `/api/orders`. */
  prefix?: string;
  /** Opens what the service needs beyond database and bus. */
  open?: (base: { config: Config; log: Log; bus: Bus; db: Database }) => Promise<Opened<Resources>>;
  routes?: ((kit: Kit<Config, Resources>) => Route)[];
  consumers?: ((kit: Kit<Config, Resources>) => Subscription)[];
  workers?: ((kit: Kit<Config, Resources>) => Worker)[];
  /** What it counts in its database for the metrics. */
  gauges?: GaugeDefinition[];
  /** Where its dead letters go when it has no database. */
  deadLetters?: (kit: Kit<Config, Resources>) => DeadLetterStore;
}

export interface RunningService<Config, Resources> {
  /** Where it answers, such as `http://127.0.0.1:4001`. */
  url: string;
  kit: Kit<Config, Resources>;
  /** Resolves once migrations are done and everything runs. */
  started: Promise<void>;
  /** Applies an event as if the bus had brought it, to the consumer of its aggregate. */
  deliver: Deliver;
  /** Stops in order: not ready, HTTP, consumers, workers, relay, bus, database. */
  stop(): Promise<void>;
}

/**
 * Runs a service: HTTP, database, bus, relay, consumers, workers, health and shutdown. It listens at once and reports
 * not ready until its engines answer, trying for as long as it takes.
 */
export async function startService<Config extends BaseConfig, Resources = undefined>(
  definition: ServiceDefinition<Config, Resources>,
  environment: NodeJS.ProcessEnv,
): Promise<RunningService<Config, Resources>> {
  const { name } = definition;
  const config = parseConfig(definition.config, environment) as Config;
  const log = createLog(name, config.LOG_LEVEL);
  const metrics = createMetrics(name);
  const stopping = new AbortController();
  const workers = new Map<string, RunningWorker>();
  const closers: (() => Promise<void>)[] = [];
  let ready = false;

  const database =
    definition.migrations && openDatabase(config.DATABASE_URL!, { name, poolSize: config.DATABASE_POOL ?? 20 });
  const bus = openBus({
    url: config.NATS_URL,
    user: config.NATS_USER ?? name,
    password: config.NATS_PASSWORD,
    onStatus: once((status, detail) => log[status === 'connected' ? 'info' : 'warn'](detail)),
  });
  const db = database as Database;
  const opened = await definition.open?.({ config, log, bus, db });
  const kit: Kit<Config, Resources> = {
    config,
    log,
    db,
    bus,
    resources: opened?.resources as Resources,
    wake: (worker) => workers.get(worker)?.wake(),
  };

  const subscriptions = (definition.consumers ?? []).map((consumer) => consumer(kit));
  if (database && name !== streams.session.publisher) subscriptions.push(revocations());
  const deliver = database ? deliverOnce(database, subscriptions) : deliverPlainly(subscriptions);
  const deadLetters = database ? deadLetterTable(database) : definition.deadLetters!(kit);
  if (database) measureDatabase(database, metrics.registry, definition.gauges);

  const checks: Checks = {
    service: async () => {
      if (!ready) throw new Error('still starting, or stopping');
    },
    ...(database && { database: database.check }),
    bus: bus.check,
    ...opened?.checks,
  };
  const app = createApp({
    service: name,
    prefix: definition.prefix ?? '/',
    routes: (definition.routes ?? []).map((route) => route(kit)),
    sessions: database && sessionReader(config.SESSION_PUBLIC_KEYS!, database),
    publicUrl: config.PUBLIC_URL ?? 'http://localhost',
    trustedProxyHops: config.TRUSTED_PROXY_HOPS ?? 0,
    log,
    stopping: stopping.signal,
    before: [metrics.timing, healthRoutes(checks, metrics.registry), untilMigrated(() => migrated)],
  });
  const server = await listen(app, config.PORT, config.HOST);
  const url = `http://${config.HOST}:${(server.address() as AddressInfo).port}`;
  log.info(`${name} answers at ${url}`);

  let migrated = !database;
  const started = (async () => {
    if (database) migrated = await migrateUntilDone(config.DATABASE_URL!, definition.migrations!, log, stopping.signal);
    if (stopping.signal.aborted) return;
    if (database) {
      const owned = aggregatesOf(name);
      closers.push(startRelay({ database, databaseUrl: config.DATABASE_URL!, bus, aggregates: owned, log }));
    }
    const own = (definition.workers ?? []).map((worker) => worker(kit));
    const replay: Worker = {
      name: 'replay',
      everyMs: 2_000,
      run: () => deadLetters.replayRequested(deliver),
    };
    for (const worker of [...own, replay, ...(database ? [housekeeping(database)] : [])]) {
      workers.set(worker.name, startWorker(worker, log));
    }
    closers.push(async () => void (await Promise.all([...workers.values()].map((worker) => worker.stop()))));
    const aggregates = new Set(subscriptions.flatMap(({ types }) => types.map(aggregateOf)));
    const consumers = [...aggregates].map((aggregate) =>
      consume({ bus, aggregate, consumer: `${name}-${aggregate}`, deliver, deadLetters, log }),
    );
    closers.push(async () => void (await Promise.all(consumers.map((stop) => stop()))));
    ready = true;
  })();
  started.catch((error) => log.error({ err: error }, 'cannot start'));

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      ready = false;
      stopping.abort();
      await closeServer(server);
      await started.catch(() => {});
      for (const close of closers.reverse()) await close();
      await opened?.close?.();
      await bus.close();
      await database?.close();
    })();
    return stopped;
  };
  return { url, kit, started, deliver, stop };
}

/** Starts a service as a process: signals stop it in order, and what keeps it from starting is said in one line. */
export async function runService<Config extends BaseConfig, Resources = undefined>(
  definition: ServiceDefinition<Config, Resources>,
): Promise<void> {
  try {
    const service = await startService(definition, process.env);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        const late = setTimeout(() => process.exit(1), 20_000);
        late.unref();
        void service.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    process.stderr.write(`${definition.name}: ${startProblem(error)}\n`);
    process.exit(1);
  }
}

function startProblem(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `cannot start: port ${port} is in use (stop what uses it, or set PORT)`;
  return `cannot start: ${message}`;
}

/** The aggregates whose events a service publishes. */
const aggregatesOf = (service: string) =>
  (Object.keys(streams) as Aggregate[]).filter((aggregate) => streams[aggregate].publisher === service);

const revocations = () =>
  on(SessionRevoked, async ({ data }, tx) => rememberRevocation(tx, data.id, new Date(data.expiresAt)));

const untilMigrated =
  (migrated: () => boolean): RequestHandler =>
  (_request, _response, next) =>
    next(migrated() ? undefined : unavailable('still starting; try again in a moment'));

async function migrateUntilDone(url: string, migrations: URL, log: Log, signal: AbortSignal): Promise<boolean> {
  const { host } = new URL(url);
  for (let said = ''; !signal.aborted; await sleep(500)) {
    try {
      const applied = await migrate(url, migrations);
      log.info({ applied }, `database at ${host} is up to date`);
      return true;
    } catch (error) {
      const line = `cannot use PostgreSQL at ${host} (${reason(error)}): is it running, and is DATABASE_URL right? Trying again.`;
      if (line !== said) log.warn(line);
      said = line;
    }
  }
  return false;
}

const reason = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(reason).join(', ') : (error as Error).message;

function listen(app: ReturnType<typeof createApp>, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => (error ? reject(error) : resolve(server)));
    // Slow or silent clients may not hold a connection for long before their request is whole.
    server.headersTimeout = 10_000;
    server.requestTimeout = 30_000;
    server.keepAliveTimeout = 65_000;
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearTimeout(late);
}

/** Passes a status on when it differs from the last one. */
function once(report: (status: string, detail: string) => void) {
  let last = '';
  return (status: string, detail: string) => {
    if (status !== last) report(status, detail);
    last = status;
  };
}
