import { randomUUID } from 'node:crypto';
import type { Logger } from '@frontrow/common/messaging';
import { DelayedError, type Job, type JobsOptions, Queue, Worker } from 'bullmq';
import { type Timer, timerId } from '../timer.ts';
import type { RedisConnection } from './redis.ts';

const QUEUE = 'order-timers';
const PREFIX = 'expiration';
/** Where BullMQ keeps the names of the jobs that wait for their time. */
const DELAYED = `${PREFIX}:${QUEUE}:delayed`;
/** Says that Redis has every timer. It vanishes with them, and after an hour, so that they are compared now and then. */
const COMPLETE = `${PREFIX}:complete`;
const COMPLETE_SECONDS = 3_600;
/** Timers that are announced side by side: enough that none of them waits for the broker's answer about another. */
const AT_ONCE = 200;
/** How long what the clock of Redis said is good for; between two looks this machine's steady clock goes on from it. */
const CLOCK_MS = 1_000;

export interface Timers {
  /**
   * Sets timers, and removes those of the given names: two round trips for any number. One that is set already stays as it
   * is. One whose time has passed fires at once, and what is about to fire is not removed.
   */
  replace(names: string[], timers: Timer[]): Promise<void>;
  /** Whether Redis has all timers, as far as can be known: it lost nothing that we saw, and no connection broke. */
  areComplete(): Promise<boolean>;
  /** Sets the timers that `load` finds, and marks Redis complete unless it lost its data meanwhile. */
  rebuild(load: () => Promise<Timer[]>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Timers as delayed jobs of BullMQ. A job runs `fire` when its time has come, again and again until it succeeds. BullMQ
 * counts delays by this process's clock, which may be off; whether a time has come is judged by the clock of Redis.
 */
export function openTimers(redis: RedisConnection, fire: (timer: Timer) => Promise<void>, log: Logger): Timers {
  const { client, ask } = redis;
  const queue = new Queue<Timer>(QUEUE, { connection: client, prefix: PREFIX });
  const worker = new Worker<Timer>(QUEUE, fireOnceDue, {
    connection: client,
    prefix: PREFIX,
    concurrency: AT_ONCE,
    // The jobs of a killed worker run again once their locks lapse, at the second check after that: within 5 s.
    lockDuration: 2_000,
    stalledInterval: 1_000,
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    // After Redis was away it looks for work at once, not in 15 s.
    runRetryDelay: 250,
    settings: { backoffStrategy: (attempts) => Math.min(100 * 2 ** attempts, 2_000) },
  });
  // A broken connection is reported once by `openRedis`; every queue and worker would tell of it again.
  const report = (error: Error) => log.debug({ error: error.message }, 'timers disturbed');
  queue.on('error', report);
  worker.on('error', report);
  worker.on('failed', (job, error) =>
    log.warn({ orderId: job?.data.orderId, error: error.message }, 'cannot announce an expiration; trying again'),
  );

  let verified = false;
  let clock: { askedAt: number; offset: Promise<number> } | undefined;
  client.on('ready', () => {
    verified = false;
    clock = undefined;
  });

  /** The clock of Redis, in milliseconds. It is asked once for all that want to know it within a second. */
  function redisTime(): Promise<number> {
    const askedAt = performance.now();
    if (!clock || askedAt - clock.askedAt > CLOCK_MS) {
      const offset = askTime().then((time) => time - performance.now());
      clock = { askedAt, offset };
      offset.catch(() => {
        clock = undefined;
      });
    }
    return clock.offset.then((offset) => offset + performance.now());
  }
  async function askTime(): Promise<number> {
    const [seconds, microseconds] = (await client.time()).map(Number) as [number, number];
    return seconds * 1000 + microseconds / 1000;
  }

  const msLeft = ({ expiresAt }: Timer, now: number) => Math.max(0, Math.ceil(Date.parse(expiresAt) - now));

  /** A timer that was set when this process's clock, or another's, was behind comes too early: it is put back. */
  async function fireOnceDue(job: Job<Timer>, token?: string) {
    const early = msLeft(job.data, await ask(redisTime));
    if (early === 0) return fire(job.data);
    await job.moveToDelayed(Date.now() + early, token);
    throw new DelayedError();
  }

  const add = (timers: Timer[], now: number) => queue.addBulk(timers.map((timer) => toJob(timer, msLeft(timer, now))));

  /** Those of these names whose timers are set: to look is one command for all, to remove one for each. */
  async function findSet(names: string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const dueAt = await client.zmscore(DELAYED, names);
    return names.filter((_, index) => dueAt[index] !== null);
  }

  return {
    async replace(names, timers) {
      const [known, now] = await ask(() => Promise.all([findSet(names), redisTime()]));
      if (known.length + timers.length === 0) return;
      await ask(() => Promise.all([add(timers, now), ...known.map((name) => queue.remove(name))]));
    },
    areComplete: async () => verified && (await ask(() => client.exists(COMPLETE))) === 1,
    async rebuild(load) {
      const claim = `${PREFIX}:rebuilding:${randomUUID()}`;
      verified = true;
      try {
        await ask(() => client.set(claim, '', 'EX', COMPLETE_SECONDS));
        const timers = await load();
        for (let start = 0; start < timers.length; start += 500) {
          await ask(async () => add(timers.slice(start, start + 500), await redisTime()));
        }
        // Fails when the claim is gone, and with it perhaps some of the timers.
        await ask(() => client.rename(claim, COMPLETE));
      } catch (error) {
        verified = false;
        throw error;
      }
    },
    async close() {
      const reachable = client.status === 'ready';
      await Promise.all([worker.close(!reachable), queue.close()]);
      client.disconnect();
    },
  };
}

function toJob(timer: Timer, delay: number): { name: string; data: Timer; opts: JobsOptions } {
  return {
    name: 'expire',
    data: timer,
    opts: {
      jobId: timerId(timer.orderId, timer.orderVersion),
      delay,
      attempts: Number.MAX_SAFE_INTEGER,
      backoff: { type: 'custom' },
      // A job that is kept would silently swallow another of its id.
      removeOnComplete: true,
    },
  };
}
