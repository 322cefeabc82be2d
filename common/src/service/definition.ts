import type { z } from 'zod';
import type { FrontrowEvent } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Route } from '../http/index.ts';
import type { Bus, DeadLetterStore, Subscription } from '../messaging/index.ts';
import type { BaseConfig } from './config.ts';
import type { GaugeDefinition } from './gauges.ts';
import type { Kit, Opened } from './kit.ts';
import type { Log } from './log.ts';
import type { Worker } from './worker.ts';

/** A service, declared: what it is configured with, answers to, listens to and does by itself. */
export interface ServiceDefinition<Config extends BaseConfig, Resources> {
  name: string;
  /** The schema of its environment variables. */
  config: z.ZodObject & { _output: Config };
  /** The folder of the service's SQL migrations; a service without one has no database. */
  migrations?: URL;
  /**
   * Where PostgreSQL plans each statement for the values that it comes with: for requests that search by what visitors
   * choose, or for statements that join more than they find by key. Elsewhere plans are made once.
   */
  plansAnew?: readonly ('requests' | 'background')[];
  /** Where its routes begin: `/api/orders`. */
  prefix?: string;
  /** Opens what the service needs beyond database and bus. */
  open?: (base: Base<Config>) => Promise<Opened<Resources>>;
  routes?: ((kit: Kit<Config, Resources>) => Route)[];
  /** How long events wait for others to share a commit with, in milliseconds: for a service on which nobody waits. */
  lingerMs?: number;
  consumers?: ((kit: Kit<Config, Resources>) => Subscription)[];
  workers?: ((kit: Kit<Config, Resources>) => Worker)[];
  /** What it counts in its database for the metrics. */
  gauges?: GaugeDefinition[];
  /** Where its dead letters go when it has no database. */
  deadLetters?: (kit: Kit<Config, Resources>) => DeadLetterStore;
}

/** What a service has before it opens something of its own. */
export interface Base<Config> {
  config: Config;
  log: Log;
  bus: Bus;
  db: Database;
  onEvents: OnEvents;
}

/** Calls back after each commit of this process that has written events, with these. The callback must not throw. */
export type OnEvents = (callback: (events: FrontrowEvent[]) => void) => void;

export interface RunningService<Config, Resources> {
  /** Where it answers, such as `http://127.0.0.1:4001`. */
  url: string;
  kit: Kit<Config, Resources>;
  /** Resolves once migrations are done and everything runs. */
  started: Promise<void>;
  /** Applies an event as if the bus had brought it, to the consumer of its aggregate. */
  deliver(consumer: string, event: FrontrowEvent): Promise<void>;
  /** Stops in order: not ready, HTTP, consumers, workers, relay, bus, database. */
  stop(): Promise<void>;
}
