import type { SecurityLog } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from '../messaging/index.ts';
import type { Log } from './log.ts';

/** What a service's routes, consumers and workers are given. */
export interface Kit<Config, Resources = unknown> {
  config: Config;
  log: Log;
  /** Writes to the security log (docs/security/events.md). */
  securityEvent: SecurityLog;
  db: Database;
  bus: Bus;
  /** What the service itself opened at its start, such as the client of an outside service. */
  resources: Resources;
  /** Runs a worker of this process now instead of at its next turn. */
  wake(worker: string): void;
}

/** What a service opens at its start beyond the kit. */
export interface Opened<Resources> {
  resources: Resources;
  /** Further things it needs to be ready, by name. */
  checks?: Record<string, () => Promise<void>>;
  close?(): Promise<void>;
}
