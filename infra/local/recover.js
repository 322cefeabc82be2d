import { describe } from './base/problem.js';
import { createProgress } from './base/progress.js';
import { openDatabases } from './recover/databases.js';
import { HELP, parseOptions } from './recover/options.js';
import { compare, list } from './recover/projections.js';
import { reconcile } from './recover/reconcile.js';
import { replay } from './recover/replay.js';

/** @param {string[]} args @returns {Promise<boolean>} whether all is well */
async function main(args) {
  const options = parseOptions(args);
  const { command, name, since, dir } = options;
  if (command === 'help') return say(HELP);
  if (command === 'reconcile') return say(await reconcile(options, process.env, createProgress()));
  const databases = openDatabases(dir, process.env);
  try {
    if (command === 'projections') return say(await list(databases));
    const progress = createProgress();
    if (command !== 'replay') return await compare(databases, { name, mend: command === 'rebuild' }, progress);
    await replay(
      databases.filter(({ service }) => !name || service === name),
      { since },
      progress,
    );
    return true;
  } finally {
    await Promise.all(databases.map((database) => database.close()));
  }
}

/** @param {string} text */
function say(text) {
  console.log(text);
  return true;
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
