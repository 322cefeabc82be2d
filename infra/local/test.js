import { PARTS } from './runner/parts.js';
import { runCommand } from './runner/run-all.js';
import { parseTestOptions, TEST_HELP } from './test-options.js';

await runCommand(() => {
  const { help, names, dir } = parseTestOptions(process.argv.slice(2));
  const parts = names.map((name) => ({ name, .../** @type {import('./runner/parts.js').Part} */ (PARTS[name]) }));
  return { help: help ? TEST_HELP : undefined, parts, dir };
});
