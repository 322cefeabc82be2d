import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';

const kitMigrations = new URL('../../migrations', import.meta.url);
const quiet = { info() {}, warn() {}, error() {} };

/**
 * Brings a database up to date: first the tables of the kit, then the service's own `NNNN_name.sql` files, each once
 * and in the order of their numbers. An advisory lock lets replicas start together. Returns the names it applied.
 */
export function migrate(databaseUrl: string, migrations: URL): Promise<string[]> {
  return runMigrations(databaseUrl, migrations, false);
}

/** The names that `migrate` would apply now; it changes nothing. */
export function pendingMigrations(databaseUrl: string, migrations: URL): Promise<string[]> {
  return runMigrations(databaseUrl, migrations, true);
}

async function runMigrations(databaseUrl: string, migrations: URL, dryRun: boolean): Promise<string[]> {
  const names: string[] = [];
  for (const [directory, migrationsTable] of [
    [kitMigrations, 'kit_migrations'],
    [migrations, 'migrations'],
  ] as const) {
    const run = await runner({
      databaseUrl,
      dir: fileURLToPath(directory),
      migrationsTable,
      direction: 'up',
      dryRun,
      checkOrder: true,
      advisoryLockMode: 'wait',
      logger: quiet,
    });
    names.push(...run.map((migration) => migration.name));
  }
  return names;
}
