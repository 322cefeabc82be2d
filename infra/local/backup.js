import { createBackup, verifyBackup } from './backup/create.js';
import { BACKUP_HELP, parseBackupOptions } from './backup/options.js';
import { describe } from './base/problem.js';
import { createProgress } from './base/progress.js';

/** @param {string[]} args */
async function main(args) {
  const { command, ...options } = parseBackupOptions(args);
  if (command === 'help') return console.log(BACKUP_HELP);
  if (command === 'verify') {
    const { takenAt, note } = await verifyBackup(options, createProgress());
    return console.log(`\n  This backup is whole: it restores to ${takenAt}. ${note}`);
  }
  const { takenAt, size } = await createBackup(options, createProgress());
  console.log(`
  ${size} in ${options.backup}: it restores to ${takenAt}. It holds secrets and personal data.
  bin/backup --verify ${options.backup} checks it; bin/restore ${options.backup} puts it into place.`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
