import { createHash } from 'node:crypto';
import type { Queryable } from './database.ts';

/**
 * Declares a statement of the hot path: plain SQL that each connection parses and plans once. Parameters are `$1` and so
 * on; what they hold is the driver's business, so instants go in as ISO texts and lists as arrays. The name shows in
 * pg_stat_statements and the logs.
 */
export function statement<Row extends object = Record<string, never>>(
  name: string,
  text: string,
): (from: Pick<Queryable, 'client'>, values: unknown[]) => Promise<Row[]> {
  const unique = `${name}_${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  return async ({ client }, values) => (await client.query<Row>({ name: unique, text, values })).rows;
}
