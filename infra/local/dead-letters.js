import { describe } from './base/problem.js';
import { list, replay } from './dead-letters/commands.js';
import { HELP, parseOptions } from './dead-letters/options.js';
import { openStores } from './dead-letters/stores.js';

/** @param {string[]} args @returns {Promise<boolean>} whether all that was asked for is done */
async function main(args) {
  const options = parseOptions(args);
  if (options.command === 'help') {
    console.log(HELP);
    return true;
  }
  const stores = openStores(options, process.env);
  try {
    if (options.command === 'list') return await list(stores, console.log);
    return await replay(stores, options.id, console.log);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
