import { join } from 'node:path';
import { parseRestoreOptions, RESTORE_HELP } from './backup/options.js';
import { restoreBackup } from './backup/restore.js';
import { describe } from './base/problem.js';
import { createProgress } from './base/progress.js';
import { ROOT } from './options.js';
import { prepare } from './prepare/prepare.js';

/** @param {string[]} args */
async function main(args) {
  const { command, ...options } = parseRestoreOptions(args);
  if (command === 'help') return console.log(RESTORE_HELP);
  const progress = createProgress();
  const { signal } = new AbortController(); // Ctrl-C ends it all the same
  await prepare({ root: ROOT, logs: join(options.dir, 'logs'), packages: ['PostgreSQL'], progress, signal }).engines();
  const { takenAt, hasSandbox } = await restoreBackup(options, progress);
  console.log(`
  ${options.dir} is as it was at ${takenAt}. Now start it, and settle with the provider what it did since:

    bin/up --state ${options.dir}
    bin/recover reconcile --state ${options.dir}`);
  if (hasSandbox && !options.withSandbox) {
    console.log('\n  The books of the sandbox were left alone; --with-sandbox would have put them back, too.');
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
