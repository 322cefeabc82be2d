import { type SQL, sql } from 'drizzle-orm';
import { Gauge, type Registry } from 'prom-client';
import { type Aggregate, streams } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from '../messaging/index.ts';
import { looked } from './health.ts';

/** A number that metrics show: `count` is a query for one row with the column `n`, or for one per value of a label. */
export interface GaugeDefinition {
  name: string;
  help: string;
  count: SQL;
  /** The name of the label, whose values are in the column `label`. */
  label?: string;
}

const outboxPending: GaugeDefinition = {
  name: 'outbox_pending',
  help: 'Events not yet published',
  count: sql`select count(*) as n from outbox where published_at is null`,
};
const oldestPendingSeconds: GaugeDefinition = {
  name: 'outbox_oldest_seconds',
  help: 'How long the oldest event not yet published has been waiting',
  count: sql`
    select coalesce((
      select greatest(round(extract(epoch from clock_timestamp() - created_at), 1), 0)
      from outbox where published_at is null order by seq limit 1
    ), 0) as n`,
};
const deadLetters: GaugeDefinition = {
  name: 'dead_letters',
  help: 'Events given up and not replayed',
  count: sql`select count(*) as n from dead_letters where replayed_at is null`,
};

interface Reading {
  label?: string | undefined;
  n: number;
}

/**
 * Shows what `read` says whenever metrics are asked for, at most one look a second. What cannot be read now is left out, and
 * keeps nobody from the rest: metrics matter most when something is away. Returns the same readings for others who ask; it
 * rejects when they cannot be made.
 */
function show(
  registry: Registry,
  { name, help, label }: Pick<GaugeDefinition, 'name' | 'help' | 'label'>,
  read: () => Promise<Reading[]>,
): () => Promise<Reading[]> {
  const look = looked(read);
  new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect() {
      const readings = await look().catch(() => []);
      if (label === undefined) this.remove();
      else this.reset();
      for (const { label: value, n } of readings) this.set(label === undefined ? {} : { [label]: value! }, n);
    },
  });
  return look;
}

/** What waits in the database of a service; null is what cannot be read now. */
export interface DatabaseBacklog {
  outboxPending: number | null;
  oldestPendingSeconds: number | null;
  deadLetters: number | null;
}

/** What waits on the bus for a service; `pending` is null where it cannot be read now. */
export interface BusBacklog {
  consumers: { consumer: string; pending: number | null }[];
  busConnected: boolean;
}

/**
 * Shows what waits in the outbox, what died, and what the service counts itself, asked on a connection of their own. Returns
 * how to read the first two from the same looks.
 */
export function measureDatabase(
  { db }: Database,
  registry: Registry,
  gauges: GaugeDefinition[] = [],
): () => Promise<DatabaseBacklog> {
  const measure = (gauge: GaugeDefinition) =>
    show(registry, gauge, async () => {
      const { rows } = await db.execute<{ n: string; label?: string }>(gauge.count);
      return rows.map(({ label, n }) => ({ label, n: Number(n) }));
    });
  const looks = [outboxPending, oldestPendingSeconds, deadLetters].map(measure);
  for (const gauge of gauges) measure(gauge);
  return async () => {
    const [pending, oldest, dead] = await Promise.all(looks.map((look) => look().then(numberIn, () => null)));
    return { outboxPending: pending!, oldestPendingSeconds: oldest!, deadLetters: dead! };
  };
}

const numberIn = (readings: Reading[]): number | null => readings[0]?.n ?? null;

/**
 * Shows whether the bus is there, and how many events wait for each consumer: those under way and those not yet delivered.
 * Returns how to read both from the same looks.
 */
export function measureBus(
  bus: Bus,
  registry: Registry,
  consumers: { aggregate: Aggregate; consumer: string }[],
): () => Promise<BusBacklog> {
  show(registry, { name: 'bus_connected', help: '1 while the bus is in reach, otherwise 0' }, async () => [
    { n: bus.connected ? 1 : 0 },
  ]);
  const pending = { name: 'consumer_pending', help: 'Events that a consumer has not handled yet', label: 'consumer' };
  const look = show(registry, pending, async () => {
    const { manager } = await bus.jetstream();
    const readings = consumers.map(async ({ aggregate, consumer }) => {
      const info = await manager.consumers.info(streams[aggregate].stream, consumer).catch(() => undefined);
      return info ? [{ label: consumer, n: info.num_pending + info.num_ack_pending }] : [];
    });
    return (await Promise.all(readings)).flat();
  });
  return async () => {
    const readings = await look().catch((): Reading[] => []);
    const pendingOf = new Map(readings.map(({ label, n }) => [label, n]));
    return {
      consumers: consumers.map(({ consumer }) => ({ consumer, pending: pendingOf.get(consumer) ?? null })),
      busConnected: bus.connected,
    };
  };
}
