import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../base/problem.js';
import { orProblem, stateFolder } from '../options.js';

export const BACKUP_HELP = `Copies all that Frontrow knows on this machine, while it runs.

  bin/backup DIR              into DIR, which must not exist or be empty
  bin/backup --verify DIR     check a backup: every file, and with PostgreSQL's own tools the databases
  bin/backup --help           this text

  --state DIR                 the instance's folder (default .frontrow, or FRONTROW_STATE)

In it are all databases, as they were at one moment; the keys and passwords of the instance; and, when the Stripe sandbox
stands in for Stripe, its books. So it holds secrets and personal data. NATS and Redis are not in it: what they held is
published and set again from the databases.
`;

export const RESTORE_HELP = `Puts a backup that bin/backup made into place; bin/up then starts it.

  bin/restore DIR             the backup in DIR becomes an instance
  bin/restore --help          this text

  --state DIR                 the instance's folder (default .frontrow, or FRONTROW_STATE)
  --replace                   also when there are data already: they are removed
  --with-sandbox              put back the books of the Stripe sandbox, too. A provider is not restored with us:
                              without this, the sandbox goes on with what it has

The brokers begin empty. Afterwards: bin/up, then bin/recover reconcile, which voids and refunds what the provider holds
for orders that are no more.
`;

/** @param {string[]} args */
export function parseBackupOptions(args) {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    verify: { type: 'boolean' },
    state: { type: 'string' },
  });
  const { values, positionals } = orProblem(
    () => parseArgs({ args, options, allowPositionals: true }),
    'bin/backup --help',
  );
  const command = values.help ? /** @type {const} */ ('help') : values.verify ? 'verify' : 'create';
  return { command, backup: folderIn(positionals, command, 'bin/backup --help'), dir: stateFolder(values.state) };
}

/** @param {string[]} args */
export function parseRestoreOptions(args) {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    replace: { type: 'boolean', default: false },
    'with-sandbox': { type: 'boolean', default: false },
    state: { type: 'string' },
  });
  const { values, positionals } = orProblem(
    () => parseArgs({ args, options, allowPositionals: true }),
    'bin/restore --help',
  );
  const command = values.help ? /** @type {const} */ ('help') : 'restore';
  return {
    command,
    backup: folderIn(positionals, command, 'bin/restore --help'),
    dir: stateFolder(values.state),
    replace: values.replace,
    withSandbox: values['with-sandbox'],
  };
}

/** @param {string[]} positionals @param {string} command @param {string} help */
function folderIn([folder, ...tooMuch], command, help) {
  if (command === 'help') return '';
  if (!folder || tooMuch.length > 0) throw new Problem(`Name one folder for the backup (${help} explains).`);
  return resolve(folder);
}
