import { createHmac, randomBytes } from 'node:crypto';
import { openSync } from 'node:fs';
import { type DestinationStream, pino } from 'pino';
import { Counter, type Registry } from 'prom-client';
import { foldEmail, type SecurityEvent, type SecurityLog, securityEvents } from '../contracts/index.ts';
import { networkOf } from '../security/network.ts';
import { ConfigError } from './config.ts';

/** Lines of one event that a process writes in a minute. Beyond that it counts, so that nobody can fill the disk with refusals. */
const MOST_LINES = 600;
const MINUTE_MS = 60_000;
const LONGEST = 200;

export interface SecurityLogOptions {
  service: string;
  registry: Registry;
  /** The key that addresses are hashed with. Without one they can be followed in this process alone. */
  secret?: string | undefined;
  /** A file for its lines; without one they go to standard output, with `"channel":"security"`. */
  file?: string | undefined;
  /** Whether it only counts, as the log of the service says nothing either. */
  silent?: boolean;
  /** Where lines go in place of file and standard output: for tests. */
  stream?: DestinationStream;
}

/**
 * Opens the security log of a service: JSON lines apart from the service's own log, each also counted in the metric
 * `security_events_total`. Mail addresses and networks are kept as HMACs, by which one can be followed and not known.
 */
export function openSecurityLog(options: SecurityLogOptions): SecurityLog {
  const { service, registry, secret = randomBytes(32).toString('hex'), file, stream } = options;
  const counter = new Counter({
    name: 'security_events_total',
    help: 'What docs/security/events.md lists, by how it went',
    labelNames: ['event', 'outcome'],
    registers: [registry],
  });
  // An alert sees the first of them, too, only where there was a zero before.
  for (const event of Object.keys(securityEvents)) {
    for (const outcome of ['succeeded', 'refused']) counter.inc({ event, outcome }, 0);
  }
  const settings = {
    enabled: Boolean(stream ?? file) || !options.silent,
    base: { channel: 'security', service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  const destination = stream ?? (file ? pino.destination({ fd: openLog(file), sync: true }) : undefined);
  const lines = destination ? pino(settings, destination) : pino(settings);
  const admit = fewPerMinute((event, leftOut) => lines.info({ event, leftOut }));
  const hashOf = (kind: string, text: string) =>
    createHmac('sha256', secret).update(`${kind}:${text}`).digest('base64url').slice(0, 22);

  return ({ what, address, network, object, ...rest }) => {
    counter.inc({ event: what, outcome: rest.outcome });
    if ('counted' in securityEvents[what] || !lines.isLevelEnabled('info') || !admit(what)) return;
    lines.info({
      event: what,
      ...rest,
      ...(address !== undefined && { address: hashOf('address', foldEmail(address)) }),
      ...(network !== undefined && { network: hashOf('network', networkOf(network)) }),
      ...(object !== undefined && { object: object.slice(0, LONGEST) }),
    });
  };
}

/** Appended to, so that all services can share one file, and whoever rotates it can empty it. */
function openLog(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new ConfigError(`cannot start: SECURITY_LOG_FILE cannot be written: ${(error as Error).message}`);
  }
}

/** Admits so many of each event in a minute; tells of those left out with the first one of the next minute. */
function fewPerMinute(tellLeftOut: (event: SecurityEvent['what'], leftOut: number) => void) {
  const minutes = new Map<string, { begun: number; lines: number }>();
  return (event: SecurityEvent['what']): boolean => {
    const now = performance.now();
    let minute = minutes.get(event);
    if (!minute || now - minute.begun > MINUTE_MS) {
      if (minute && minute.lines > MOST_LINES) tellLeftOut(event, minute.lines - MOST_LINES);
      minute = { begun: now, lines: 0 };
      minutes.set(event, minute);
    }
    minute.lines += 1;
    return minute.lines <= MOST_LINES;
  };
}
