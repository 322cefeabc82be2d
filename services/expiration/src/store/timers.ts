import { randomUUID } from 'node:crypto';
import type { Id } from '@frontrow/common/contracts';
import type { Logger } from '@frontrow/common/messaging';
import { DelayedError, type Job, type JobsOptions, Queue, Worker } from 'bullmq';
import { type Timer, timerId } from '../timer.ts';
import type { RedisConnection } from './redis.ts';

const QUEUE = 'order-timers';
const PREFIX = 'expiration';
/** Says that Redis has every timer. It vanishes with them, and after an hour, so that they are compared now and then. */
const COMPLETE = `${PREFIX}:complete`;
const COMPLETE_SECONDS = 3_600;

export interface Timers {
  /** Sets timers; one that is set already stays as it is. One whose time has passed fires at once. */
  set(timers: Timer[]): Promise<void>;
  /** Removes the timers of an order's versions before this one. */
  removeBefore(orderId: Id, orderVersion: number): Promise<void>;
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
    concurrency: 50,
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
  client.on('ready', () => {
    verified = false;
  });

  /** Milliseconds until each of these timers is due. */
  async function msLeft(timers: Timer[]): Promise<number[]> {
    const [seconds, microseconds] = (await client.time()).map(Number) as [number, number];
    const now = seconds * 1000 + microseconds / 1000;
    return timers.map(({ expiresAt }) => Math.max(0, Math.ceil(Date.parse(expiresAt) - now)));
  }

  /** A timer that was set when this process's clock, or another's, was behind comes too early: it is put back. */
  async function fireOnceDue(job: Job<Timer>, token?: string) {
    const [early] = await ask(() => msLeft([job.data]));
    if (early === 0) return fire(job.data);
    await job.moveToDelayed(Date.now() + early!, token);
    throw new DelayedError();
  }

  const set = (timers: Timer[]) =>
    ask(async () => {
      const delays = await msLeft(timers);
      return queue.addBulk(timers.map((timer, index) => toJob(timer, delays[index]!)));
    });

  return {
    async set(timers) {
      await set(timers);
    },
    async removeBefore(orderId, orderVersion) {
      const earlier = Array.from({ length: orderVersion - 1 }, (_, index) => timerId(orderId, index + 1));
      await ask(() => Promise.all(earlier.map((id) => queue.remove(id))));
    },
    areComplete: async () => verified && (await ask(() => client.exists(COMPLETE))) === 1,
    async rebuild(load) {
      const claim = `${PREFIX}:rebuilding:${randomUUID()}`;
      verified = true;
      try {
        await ask(() => client.set(claim, '', 'EX', COMPLETE_SECONDS));
        const timers = await load();
        for (let start = 0; start < timers.length; start += 500) await set(timers.slice(start, start + 500));
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
