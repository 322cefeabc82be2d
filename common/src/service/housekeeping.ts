import { type SQL, sql } from 'drizzle-orm';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/index.ts';
import type { Worker } from './worker.ts';

/**
 * Forgets what the kit's tables no longer need. The outbox is a compacted log: of each aggregate it keeps the events of
 * the last 7 days and, for good, the newest one before them. Each carries the whole state, so an owner can tell everyone
 * everything again at any time. The inbox remembers for longer than the 7 days of the outbox and of the stream.
 */
export const housekeeping = ({ db }: Database): Worker => ({
  name: 'housekeeping',
  everyMs: 10 * 60 * 1000,
  async run() {
    // Only what has lately grown old is looked at; a newest row that is older stays, however old it gets.
    await db.execute(sql`
      delete from outbox past using outbox newer
      where newer.published_at between clock_timestamp() - interval '14 days' and clock_timestamp() - interval '7 days'
        and past.aggregate = newer.aggregate and past.aggregate_id = newer.aggregate_id
        and past.aggregate_version < newer.aggregate_version and past.published_at is not null`);
    await db.execute(sql`delete from inbox where received_at < clock_timestamp() - interval '14 days'`);
    await db.execute(sql`delete from idempotency_keys where created_at < clock_timestamp() - interval '7 days'`);
    await db.execute(sql`delete from revoked_sessions where expires_at < clock_timestamp()`);
  },
});

/** A number that metrics show: `count` is a query for one row with the column `n`, or for one per value of a label. */
export interface GaugeDefinition {
  name: string;
  help: string;
  count: SQL;
  /** The name of the label, whose values are in the column `label`. */
  label?: string;
}

const messagingGauges: GaugeDefinition[] = [
  {
    name: 'outbox_pending',
    help: 'Events not yet published',
    count: sql`select count(*) as n from outbox where published_at is null`,
  },
  {
    name: 'dead_letters',
    help: 'Events given up and not replayed',
    count: sql`select count(*) as n from dead_letters where replayed_at is null`,
  },
];

/** Shows what waits in the outbox, what died, and what the service counts itself, whenever metrics are asked for. */
export function measureDatabase({ db }: Database, registry: Registry, gauges: GaugeDefinition[] = []): void {
  for (const { name, help, count, label } of [...messagingGauges, ...gauges]) {
    new Gauge({
      name,
      help,
      labelNames: label === undefined ? [] : [label],
      registers: [registry],
      async collect() {
        const { rows } = await db.execute<{ n: string; label?: string }>(count);
        for (const row of rows) this.set(label === undefined ? {} : { [label]: row.label! }, Number(row.n));
      },
    });
  }
}
