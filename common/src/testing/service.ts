import { asc } from 'drizzle-orm';
import type { Envelope } from '../contracts/index.ts';
import { outbox } from '../messaging/index.ts';
import { type BaseConfig, type RunningService, type ServiceDefinition, startService } from '../service/index.ts';
import { createTestDatabase } from './database.ts';
import { testKeys } from './sessions.ts';

export interface TestService<Config, Resources> extends RunningService<Config, Resources> {
  /** Every event in the outbox so far, oldest first; `types` narrows them. */
  outbox(...types: string[]): Promise<Envelope[]>;
}

/** A closed port: services under test keep their events in the outbox, where tests look at them. */
const NO_BUS = 'nats://127.0.0.1:1';

/** What a service under test is configured with, unless told otherwise. */
export const testEnvironment = {
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
  NATS_URL: NO_BUS,
  SESSION_PUBLIC_KEYS: JSON.stringify({ keys: [testKeys.publicKey] }),
  SECURITY_LOG_SECRET: 'a secret that hashes addresses in tests',
  PUBLIC_URL: 'http://frontrow.test',
  TRUSTED_PROXY_HOPS: '1',
  // Whoever tests limits asks for the strict ones.
  LIMITS: 'generous',
};

/** Starts a service in this process against a fresh database of its own; `stop` also drops the database. */
export async function startTestService<Config extends BaseConfig, Resources>(
  definition: ServiceDefinition<Config, Resources>,
  environment: Record<string, string> = {},
): Promise<TestService<Config, Resources>> {
  const database = await createTestDatabase(definition.migrations!);
  const service = await startService(definition, { ...testEnvironment, DATABASE_URL: database.url, ...environment });
  await service.started;
  return {
    ...service,
    async outbox(...types) {
      const rows = await service.kit.db.db.select({ envelope: outbox.envelope }).from(outbox).orderBy(asc(outbox.seq));
      return rows.map((row) => row.envelope).filter((event) => types.length === 0 || types.includes(event.type));
    },
    async stop() {
      await service.stop();
      await database.drop();
    },
  };
}
