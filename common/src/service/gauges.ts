import { type SQL, sql } from 'drizzle-orm';
import { Gauge, type Registry } from 'prom-client';
import { type Aggregate, streams } from '../contracts/index.ts';
import type { Database } from '../database/index.ts';
import type { Bus } from '../messaging/index.ts';

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

interface Reading {
  label?: string | undefined;
  n: number;
}

/** Readings are kept for so long (milliseconds), whoever asks. */
const KEPT_MS = 1_000;

/**
 * Shows what `read` says whenever metrics are asked for. What cannot be read now is left out, and keeps nobody from the rest:
 * metrics matter most when something is away.
 */
function show(
  registry: Registry,
  { name, help, label }: Pick<GaugeDefinition, 'name' | 'help' | 'label'>,
  read: () => Promise<Reading[]>,
): void {
  let readAt = Number.NEGATIVE_INFINITY;
  new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect() {
      if (performance.now() - readAt < KEPT_MS) return;
      readAt = performance.now();
      const readings = await read().catch(() => []);
      if (label === undefined) this.remove();
      else this.reset();
      for (const { label: value, n } of readings) this.set(label === undefined ? {} : { [label]: value! }, n);
    },
  });
}

/** Shows what waits in the outbox, what died, and what the service counts itself, asked on a connection of their own. */
export function measureDatabase({ db }: Database, registry: Registry, gauges: GaugeDefinition[] = []): void {
  for (const gauge of [...messagingGauges, ...gauges]) {
    show(registry, gauge, async () => {
      const { rows } = await db.execute<{ n: string; label?: string }>(gauge.count);
      return rows.map(({ label, n }) => ({ label, n: Number(n) }));
    });
  }
}

/** Shows whether the bus is there, and how many events wait for each consumer: those under way and those not yet delivered. */
export function measureBus(
  bus: Bus,
  registry: Registry,
  consumers: { aggregate: Aggregate; consumer: string }[],
): void {
  show(registry, { name: 'bus_connected', help: '1 while the bus is in reach, otherwise 0' }, async () => [
    { n: bus.connected ? 1 : 0 },
  ]);
  const pending = { name: 'consumer_pending', help: 'Events that a consumer has not handled yet', label: 'consumer' };
  show(registry, pending, async () => {
    const { manager } = await bus.jetstream();
    const readings = consumers.map(async ({ aggregate, consumer }) => {
      const info = await manager.consumers.info(streams[aggregate].stream, consumer).catch(() => undefined);
      return info ? [{ label: consumer, n: info.num_pending + info.num_ack_pending }] : [];
    });
    return (await Promise.all(readings)).flat();
  });
}
