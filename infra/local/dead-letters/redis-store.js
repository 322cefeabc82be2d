import { Redis } from 'ioredis';

// As in services/expiration/src/store/dead-letters.ts, which the tests hold this against.
const LETTERS = 'expiration:dead-letters';
const REPLAY = 'expiration:dead-letters:replay';

/**
 * The dead letters of expiration, which has no database.
 * @param {string} service
 * @param {string} url
 * @returns {import('./stores.js').Store}
 */
export function openRedisStore(service, url) {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
  redis.on('error', () => {}); // the command that fails says it
  return {
    service,
    async list() {
      const letters = Object.entries(await redis.hgetall(LETTERS)).map(([id, text]) => {
        const { diedAt, consumer, subject, reason } = JSON.parse(text);
        return { id, diedAt: new Date(diedAt), consumer, subject, reason };
      });
      return letters.sort((one, other) => one.diedAt.getTime() - other.diedAt.getTime());
    },
    async askReplay(id) {
      await redis.sadd(REPLAY, id);
    },
    async outcome(id) {
      if (await redis.sismember(REPLAY, id)) return 'waiting';
      const left = await redis.hget(LETTERS, id);
      return left ? { failed: JSON.parse(left).reason } : 'replayed';
    },
    close: async () => redis.disconnect(),
  };
}
