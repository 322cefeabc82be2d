import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './base/problem.js';
import { orProblem, ROOT } from './options.js';
import { PARTS } from './runner/parts.js';

export const TEST_HELP = `Sets up what the tests need and runs them: all, or the parts named.

  bin/test                    everything
  bin/test orders lint        these parts
  bin/test --help             this text

${Object.entries(PARTS)
  .map(([name, { what }]) => `  ${name.padEnd(14)}${what}`)
  .join('\n')}

  --state DIR   where the engines and the stack of the tests keep their data (default .frontrow/test)

Logs, screenshots and traces are in artefacts/ afterwards. The last line says how many passed and failed.
`;

/** @param {string[]} args @returns {{ help: boolean, dir: string, names: string[] }} */
export function parseTestOptions(args) {
  const options = /** @type {const} */ ({ help: { type: 'boolean', short: 'h' }, state: { type: 'string' } });
  const parse = () => parseArgs({ args, options, allowPositionals: true });
  const { values, positionals } = orProblem(parse, 'bin/test --help');
  const unknown = positionals.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Problem(`There is no part ${unknown.join(', ')}: the parts are ${Object.keys(PARTS).join(', ')}.`);
  const names = Object.keys(PARTS).filter((name) => positionals.length === 0 || positionals.includes(name));
  return { help: values.help ?? false, dir: resolve(values.state ?? join(ROOT, '.frontrow/test')), names };
}
