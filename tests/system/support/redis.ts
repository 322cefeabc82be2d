import { Redis } from 'ioredis';
import { ports, secrets } from './instance.ts';

async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ host: '127.0.0.1', port: ports.redis!, password: secrets.passwords.redis! });
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** Makes Redis forget everything, every timer with it. */
export const flushRedis = (): Promise<unknown> => withRedis((redis) => redis.flushall());

/** Whether there is a timer for this version of an order. */
export const hasTimer = async (orderId: string, version = 1): Promise<boolean> =>
  (await withRedis((redis) => redis.exists(`expiration:order-timers:${orderId}-${version}`))) === 1;
