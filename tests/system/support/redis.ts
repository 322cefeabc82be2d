import { Redis } from 'ioredis';
import { ports, secrets } from './instance.ts';

/** Makes Redis forget everything, every timer with it. */
export async function flushRedis(): Promise<void> {
  const redis = new Redis({ host: '127.0.0.1', port: ports.redis!, password: secrets.passwords.redis! });
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}
