import { StockUpdated } from '@frontrow/common/contracts';
import { type Database, newId } from '@frontrow/common/database';
import { addToOutbox, type Bus, on, oneByOne, openBus } from '@frontrow/common/messaging';
import {
  apiConfig,
  type Kit,
  type RunningService,
  type ServiceDefinition,
  startService,
} from '@frontrow/common/service';
import { aStock, eventually, testEnvironment } from '@frontrow/common/testing';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { z } from 'zod';

export const migrations = new URL('./migrations', import.meta.url);
/** Silent, unless TEST_LOG_LEVEL says otherwise. */
export const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
export const config = z.object(apiConfig);
export type Config = z.infer<typeof config>;
export type TestKit = Kit<Config, undefined>;
export type Service = RunningService<Config, undefined>;

/** A service that publishes `stock.updated`, as orders does. */
export const publisher: ServiceDefinition<Config, undefined> = { name: 'orders', config, migrations };

/** A service that notes each `stock.updated` it applies, as tickets would. */
export const projector: ServiceDefinition<Config, undefined> = {
  name: 'tickets',
  config,
  migrations,
  consumers: [
    () =>
      on(
        StockUpdated,
        oneByOne(async (event, tx) => {
          await tx.db.execute(
            sql`insert into effects values (${event.id}, ${event.aggregateId}, ${event.aggregateVersion})`,
          );
        }),
      ),
  ],
};

export async function start(
  definition: ServiceDefinition<Config, undefined>,
  databaseUrl: string,
  natsUrl: string,
): Promise<Service> {
  return startService(definition, { ...testEnvironment, DATABASE_URL: databaseUrl, NATS_URL: natsUrl });
}

const trace = { correlationId: 'a test', causationId: null };

/** Adds an event to the outbox in a transaction; `before` runs in it last, before the commit. */
export async function happen(
  { db }: { db: Database },
  {
    id = newId(),
    version = 1,
    before = async () => {},
  }: { id?: string; version?: number; before?: () => Promise<void> } = {},
): Promise<string> {
  await db.transaction(trace, async (tx) => {
    const data = aStock({ ticketId: id, held: version });
    await addToOutbox(tx, { definition: StockUpdated, aggregateId: id, aggregateVersion: version, data });
    await before();
  });
  return id;
}

export interface Effect {
  event_id: string;
  aggregate_id: string;
  aggregate_version: number;
}

export async function effects({ db }: Database): Promise<Effect[]> {
  const { rows } = await db.execute<Effect & Record<string, unknown>>(sql`select * from effects`);
  return rows;
}

/** A connection to the bus that is made. */
export async function connect(url: string, user: string): Promise<Bus> {
  const bus = openBus({ url, user });
  await eventually(bus.check);
  return bus;
}
