import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database, Tx } from '../database/index.ts';
import { conflict } from './problem.ts';
import type { Answer, Call, SessionRule } from './route.ts';

/**
 * Runs a command in one transaction. With an `Idempotency-Key` the answer is stored in that same transaction, so a
 * request sent again (at once or after a crash) gets the first one's answer and changes nothing. Keys belong to the
 * user, the route and the body; a refusal is not stored, since nothing was done.
 */
export async function once<P, Q, B, S extends SessionRule>(
  database: Database,
  { idempotencyKey: key, session, route, body, trace }: Call<P, Q, B, S>,
  command: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined || !session) return database.transaction(trace, command);
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
  const mine = sql`user_id = ${session.userId} and route = ${route} and key = ${key}`;

  return database.transaction(trace, async (tx) => {
    const claimed = await tx.db.execute(
      sql`insert into idempotency_keys (user_id, route, key, body_hash)
          values (${session.userId}, ${route}, ${key}, ${bodyHash}) on conflict do nothing`,
    );
    if (claimed.rowCount === 0) {
      const { rows } = await tx.db.execute<{ body_hash: string; status: number; body: unknown }>(
        sql`select body_hash, status, body from idempotency_keys where ${mine}`,
      );
      const first = rows[0]!;
      if (first.body_hash !== bodyHash) throw conflict('this Idempotency-Key was used for another request');
      return { status: first.status, body: first.body, headers: { 'idempotent-replayed': 'true' } };
    }
    const answer = await command(tx);
    const stored = JSON.stringify(answer.body ?? null);
    await tx.db.execute(
      sql`update idempotency_keys set status = ${answer.status}, body = ${stored}::jsonb where ${mine}`,
    );
    return answer;
  });
}
