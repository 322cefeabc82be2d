import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../base/problem.js';
import { orProblem, ROOT } from '../options.js';
import { BUG_RUNS } from './bugs.js';
import { STORMS } from './storms.js';

export const FAULTS_HELP = `Breaks a running Frontrow in every way the design lists, and checks what it promised.

  bin/faults                  all parts
  bin/faults campaign         one part, or several
  bin/faults race relay       single storms or planted bugs by name
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
const KNOWN = `the parts are ${NAMES.join(', ')}, the storms ${STORMS.join(', ')}, the bugs ${BUG_RUNS.join(', ')}`;

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
  const { names, bugs, storms } = namesIn(positionals);
  return {
    help: values.help ?? false,
    names,
    bugs,
    storms,
    seed: values.seed === undefined ? Math.floor(Math.random() * 1e9) : natural('seed', values.seed),
    orders: natural('orders', values.orders),
    faults: natural('faults', values.faults),
    minutes: natural('minutes', values.minutes),
    histories: natural('histories', values.histories),
    dir: resolve(values.state ?? join(ROOT, '.frontrow/faults')),
  };
}

/** Which parts to run, and of bugs and storms which ones. @param {string[]} words */
function namesIn(words) {
  const unknown = words.filter((word) => ![...NAMES, ...BUG_RUNS, ...STORMS].includes(word));
  if (unknown.length > 0) throw new Problem(`There is no ${unknown.join(', ')}: ${KNOWN}.`);
  const bugs = BUG_RUNS.filter((name) => words.includes(name));
  const storms = STORMS.filter((name) => words.includes(name));
  const asked = NAMES.filter(
    (name) => words.includes(name) || (name === 'bugs' && bugs.length > 0) || (name === 'storms' && storms.length > 0),
  );
  return {
    names: asked.length > 0 ? asked : NAMES,
    bugs: bugs.length > 0 ? bugs : BUG_RUNS,
    storms: storms.length > 0 ? storms : STORMS,
  };
}

/** @param {string} name @param {string} text */
function natural(name, text) {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new Problem(`--${name} ${text} is not a whole number.`);
}
