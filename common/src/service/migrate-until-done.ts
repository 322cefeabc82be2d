import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../database/index.ts';
import type { Log } from './log.ts';

/** Brings the database up to date, trying for as long as it takes; false when it was told to stop before. */
export async function migrateUntilDone(url: string, migrations: URL, log: Log, signal: AbortSignal): Promise<boolean> {
  const { host } = new URL(url);
  for (let said = ''; !signal.aborted; await sleep(500)) {
    try {
      const applied = await migrate(url, migrations);
      log.info({ applied }, `database at ${host} is up to date`);
      return true;
    } catch (error) {
      const line = `cannot use PostgreSQL at ${host} (${reason(error)}): is it running, and is DATABASE_URL right? Trying again.`;
      if (line !== said) log.warn(line);
      said = line;
    }
  }
  return false;
}

const reason = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(reason).join(', ') : (error as Error).message;
