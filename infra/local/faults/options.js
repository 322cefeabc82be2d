import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../base/problem.js';
import { orProblem, ROOT } from '../options.js';

export const FAULTS_HELP = `Breaks a running Frontrow in every way the design lists, and checks what it promised.

  bin/faults                  all parts
  bin/faults campaign         one part, or several
  bin/faults storms race      single storms, or single bugs, by name
  bin/faults --help           this text

  campaign      buyers and sellers at work while faults strike at random; then every invariant is checked
  bugs          the same checker against planted bugs, each of which it must find
  storms        single faults in their worst form, each with its own numbers
  model         random histories of order, stock and payment against their models

  --seed N      repeat a campaign: the same seed gives the same schedule of faults (default: a new one, which is told)
  --orders N    orders to place (default 10000)
  --faults N    faults to inject, at least (default 200)
  --minutes N   an upper limit for the campaign (default 45)
  --histories N histories of the model (default 100000)
  --state DIR   where the stack keeps its data (default .frontrow/faults)

The report of a campaign is artefacts/faults/report.html. The last line says how many tests passed and failed.
`;

/** @typedef {'campaign' | 'bugs' | 'storms' | 'model'} FaultPart */
/** @type {FaultPart[]} */
const NAMES = ['campaign', 'bugs', 'storms', 'model'];

/**
 * @typedef {ReturnType<typeof parseFaultOptions>} FaultOptions
 * @param {string[]} args
 */
export function parseFaultOptions(args) {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    seed: { type: 'string' },
    orders: { type: 'string', default: '10000' },
    faults: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '45' },
    histories: { type: 'string', default: '100000' },
    state: { type: 'string' },
  });
  const parse = () => parseArgs({ args, options, allowPositionals: true });
  const { values, positionals } = orProblem(parse, 'bin/faults --help');
  const { names, single } = namesIn(positionals);
  return {
    help: values.help ?? false,
    names,
    single,
    seed: values.seed === undefined ? Math.floor(Math.random() * 1e9) : natural('seed', values.seed),
    orders: natural('orders', values.orders),
    faults: natural('faults', values.faults),
    minutes: natural('minutes', values.minutes),
    histories: natural('histories', values.histories),
    dir: resolve(values.state ?? join(ROOT, '.frontrow/faults')),
  };
}

/** Parts may come in any order; a word that is no part names a storm or a planted bug. @param {string[]} words */
function namesIn(words) {
  const asked = NAMES.filter((name) => words.includes(name));
  const others = words.filter((word) => !NAMES.includes(/** @type {FaultPart} */ (word)));
  if (others.length > 0 && !asked.some((name) => name === 'storms' || name === 'bugs')) {
    throw new Problem(`There is no part ${others.join(', ')}: the parts are ${NAMES.join(', ')}.`);
  }
  return { names: asked.length > 0 ? asked : NAMES, single: others };
}

/** @param {string} name @param {string} text */
function natural(name, text) {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new Problem(`--${name} ${text} is not a whole number.`);
}
