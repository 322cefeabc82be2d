import { type BaseConfig, ConfigError } from './config.ts';
import type { ServiceDefinition } from './definition.ts';
import { startService } from './start.ts';

/** Starts a service as a process: signals stop it in order, and what keeps it from starting is said in one line. */
export async function runService<Config extends BaseConfig, Resources = undefined>(
  definition: ServiceDefinition<Config, Resources>,
): Promise<void> {
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

function startProblem(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `cannot start: port ${port} is in use (stop what uses it, or set PORT)`;
  return `cannot start: ${message}`;
}
