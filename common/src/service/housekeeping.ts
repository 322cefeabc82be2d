import { sql } from 'drizzle-orm';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/index.ts';
import type { Worker } from './worker.ts';

/** Forgets what the kit's tables no longer need. The inbox outlives the outbox and the stream (7 days) by far. */
export const housekeeping = ({ db }: Database): Worker => ({
  name: 'housekeeping',
  everyMs: 10 * 60 * 1000,
  async run() {
    await db.execute(sql`delete from outbox where published_at < clock_timestamp() - interval '7 days'`);
    await db.execute(sql`delete from inbox where received_at < clock_timestamp() - interval '14 days'`);
    await db.execute(sql`delete from idempotency_keys where created_at < clock_timestamp() - interval '7 days'`);
    await db.execute(sql`delete from revoked_sessions where expires_at < clock_timestamp()`);
  },
});

/** Shows what waits in the outbox and what died, whenever metrics are asked for. */
export function measureMessaging({ db }: Database, registry: Registry): void {
  const gauge = (name: string, help: string, query: ReturnType<typeof sql>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const { rows } = await db.execute<{ n: string }>(query);
        this.set(Number(rows[0]!.n));
      },
    });
  gauge('outbox_pending', 'Events not yet published', sql`select count(*) as n from outbox where published_at is null`);
  gauge(
    'dead_letters',
    'Events given up and not replayed',
    sql`select count(*) as n from dead_letters where replayed_at is null`,
  );
}
