import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, pendingMigrations } from '../database/index.ts';
import type { Log } from './log.ts';

/**
 * Sees to it that the database is up to date, trying for as long as it takes: brings it there, or with `wait` only looks
 * whether somebody else has. False when it was told to stop before.
 */
export async function migrateUntilDone(
  url: string,
  migrations: URL,
  log: Log,
  signal: AbortSignal,
  mode: 'run' | 'wait' = 'run',
): Promise<boolean> {
  const { host } = new URL(url);
  for (let said = ''; !signal.aborted; await sleep(mode === 'wait' ? 1_000 : 500)) {
    let line: string;
    try {
      const names = await (mode === 'wait' ? pendingMigrations : migrate)(url, migrations);
      if (mode === 'run' || names.length === 0) {
        log.info({ applied: mode === 'run' ? names : [] }, `database at ${host} is up to date`);
        return true;
      }
      line = `waiting for the migrations of the database at ${host}, from ${names[0]} on`;
      if (line !== said) log.info(line);
      said = line;
    } catch (error) {
      line = `cannot use PostgreSQL at ${host} (${reason(error)}): is it running, and is DATABASE_URL right? Trying again.`;
      if (line !== said) log.warn(line);
      said = line;
    }
  }
  return false;
}

const reason = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(reason).join(', ') : (error as Error).message;
