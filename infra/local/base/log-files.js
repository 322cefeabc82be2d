import { copyFileSync, existsSync, readdirSync, renameSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 20 * 1024 * 1024;

/** @param {string} log */
const isLarge = (log) => (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES;

/** Puts a large log aside, keeping one old one. @param {string} log */
export function rotate(log) {
  if (isLarge(log)) renameSync(log, `${log}.1`);
}

/**
 * Looks once a minute for logs that grew large while their process runs: those are copied and emptied, because the
 * process keeps writing (appending) to the file it was given. Returns how to end it.
 * @param {string} dir
 */
export function keepLogsSmall(dir) {
  const timer = setInterval(() => {
    for (const name of existsSync(dir) ? readdirSync(dir) : []) {
      if (!name.endsWith('.log')) continue;
      const log = join(dir, name);
      if (!isLarge(log)) continue;
      copyFileSync(log, `${log}.1`);
      truncateSync(log);
    }
  }, 60_000);
  return () => clearInterval(timer);
}
