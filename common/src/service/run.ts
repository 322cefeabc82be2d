import { type BaseConfig, ConfigError } from './config.ts';
import type { ServiceDefinition } from './definition.ts';
import { createLog } from './log.ts';
import { migrateUntilDone } from './migrate-until-done.ts';
import { startService } from './start.ts';

/**
 * Starts a service as a process: signals stop it in order, and what keeps it from starting is said in one line. With the
 * argument `migrate` it only brings its database up to date and ends, for which DATABASE_URL is all that it needs.
 */
export async function runService<Config extends BaseConfig, Resources = undefined>(
  definition: ServiceDefinition<Config, Resources>,
): Promise<void> {
  if (process.argv[2] === 'migrate') return migrateAndEnd(definition);
  try {
    const service = await startService(definition, process.env);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        const late = setTimeout(() => process.exit(1), 20_000);
        late.unref();
        void service.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    process.stderr.write(`${definition.name}: ${startProblem(error)}\n`);
    process.exit(1);
  }
}

async function migrateAndEnd<Config extends BaseConfig, Resources>({
  name,
  migrations,
}: ServiceDefinition<Config, Resources>): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const { DATABASE_URL, LOG_LEVEL = 'info' } = process.env;
  const problem = !migrations ? 'has no database' : !DATABASE_URL ? 'DATABASE_URL is missing' : undefined;
  if (problem) process.stderr.write(`${name}: cannot migrate: ${problem}\n`);
  const done =
    !problem && (await migrateUntilDone(DATABASE_URL!, migrations!, createLog(name, LOG_LEVEL), stopping.signal));
  process.exit(done ? 0 : 1);
}

function startProblem(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `cannot start: port ${port} is in use (stop what uses it, or set PORT)`;
  return `cannot start: ${message}`;
}
