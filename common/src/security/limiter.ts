import { createHash } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpProblem } from '../http/index.ts';

export type Limiter = RateLimiterPostgres;

/**
 * Opens limiters that count in a table of a service's database: so replicas share the counts, and a restart forgets none.
 * Each allows `points` to a key within `duration` seconds. With
 * `remembersRefused`, each process refuses a key that has used them up without asking again, whatever others do with it.
 */
export const openLimiters =
  (pool: object, options: { tableName?: string; remembersRefused?: boolean } = {}) =>
  (keyPrefix: string, points: number, duration: number): Limiter =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: options.tableName ?? 'throttle',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration,
      ...(options.remembersRefused && { inMemoryBlockOnConsumed: points }),
    });

/** Takes a point of a key, or throws a 429 that says when to come again; `onRefusal` may make that later. */
export async function consume(
  limiter: Pick<RateLimiterAbstract, 'consume'>,
  key: string,
  onRefusal: (count: RateLimiterRes) => Promise<RateLimiterRes | undefined> = async () => undefined,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const { msBeforeNext } = (await onRefusal(refusal)) ?? refusal;
    throw tooMany(msBeforeNext / 1000);
  }
}

/** The answer to someone who has to wait. `code` and `words` say of what there was too much. */
export function tooMany(inSeconds: number, code = 'throttled', words = 'too many tries'): HttpProblem {
  const seconds = Math.max(1, Math.ceil(inSeconds));
  const [wait, unit] = seconds <= 90 ? [seconds, 's'] : [Math.ceil(seconds / 60), 'min'];
  const message = `${words}; try again in ${wait} ${unit}`;
  return new HttpProblem(
    429,
    { message, code, params: { wait, unit } },
    { headers: { 'retry-after': String(seconds) } },
  );
}

/** Fits the limiter's column and keeps e-mails and addresses out of it. */
export const keyOf = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
