import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, OutOfReach } from '@frontrow/common/messaging';
import { Redis, type RedisOptions } from 'ioredis';

const ANSWER_MS = 5_000;

export interface RedisAddress {
  REDIS_URL: string;
  REDIS_SENTINELS?: string | undefined;
}

export interface RedisConnection {
  client: Redis;
  /** Rejects, with what to do, when Redis is out of reach. */
  check(): Promise<void>;
  /** Runs commands; whatever goes wrong with them is OutOfReach, since none of ours is wrong in itself. */
  ask<T>(commands: () => Promise<T>): Promise<T>;
}

/** Opens a connection that never gives up, and says once in a line when it breaks and when it is back. */
export function openRedis(address: RedisAddress, log: Logger): RedisConnection {
  const client = new Redis({
    ...whereabouts(address),
    // BullMQ's blocking commands wait for as long as it takes; `ask` keeps ours from waiting with them.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 50, 500),
    connectTimeout: 5_000,
  });
  const at = address.REDIS_SENTINELS
    ? `${client.options.name} by its Sentinels`
    : `${client.options.host}:${client.options.port}`;
  let problem = 'not connected yet';
  const advice = () => `cannot reach Redis at ${at} (${problem}): is it running, and is REDIS_URL right?`;

  let reported = '';
  const report = (level: 'info' | 'warn', line: string) => {
    if (line !== reported) log[level]({}, line);
    reported = line;
  };
  client.on('error', (error) => {
    problem = reason(error);
    report('warn', `${advice()} Trying again.`);
  });
  client.on('close', () => {
    if (client.status !== 'end') problem = 'connection lost';
  });
  client.on('ready', () => report('info', `connected to Redis at ${at}`));

  return {
    client,
    async check() {
      if (client.status !== 'ready') throw new OutOfReach(advice());
    },
    async ask(commands) {
      if (client.status !== 'ready') throw new OutOfReach(advice());
      const late = new AbortController();
      const timeout = sleep(ANSWER_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error(`no answer in ${ANSWER_MS} ms`);
      });
      try {
        return await Promise.race([commands(), timeout]);
      } catch (error) {
        throw new OutOfReach(`Redis at ${at}: ${reason(error)}`, { cause: error });
      } finally {
        timeout.catch(() => {});
        late.abort();
      }
    },
  };
}

/** What ioredis is told of the address: a server, or Sentinels and the name that they have for the primary. */
function whereabouts({ REDIS_URL, REDIS_SENTINELS }: RedisAddress): RedisOptions {
  const { protocol, username, password, hostname, port, pathname } = new URL(REDIS_URL);
  const common = {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    db: Number(pathname.slice(1)),
  };
  if (!REDIS_SENTINELS) return { ...common, host: hostname, port: Number(port || 6379) };
  const sentinels = REDIS_SENTINELS.split(',').map((entry) => {
    const [host = '', sentinelPort] = entry.split(':');
    return { host, port: Number(sentinelPort) };
  });
  const sentinelPassword = common.password ? { sentinelPassword: common.password } : {};
  // It leaves a primary that the Sentinels have replaced, also one that can no longer say that it is gone.
  return { ...common, ...sentinelPassword, sentinels, name: hostname, failoverDetector: true };
}

/** An error in words; refused connections to several addresses come as one error without any. */
const reason = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(reason).join(', ') : (error as Error).message;
