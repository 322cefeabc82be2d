import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../../infra/local/base/problem.js';
import { orProblem, ROOT } from '../../infra/local/options.js';
import { loads } from './loads/index.js';

export const BENCH_HELP = `Measures how fast Frontrow is on this machine: on a stack of its own, next to a bare route that echoes JSON, and for
orders alone next to PostgreSQL alone (pgbench), all in one run.

  bin/bench                    all loads but those that are done when asked for, three rounds
  bin/bench --quick            a look: one short round of each
  bin/bench --only rush,pages  these loads

${loads.map(({ name, title, asked }) => `  ${name.padEnd(14)}${title}${asked ? ' (when asked for)' : ''}`).join('\n')}

  --rounds N      how often each is measured; its median counts (default 3, with --quick 1)
  --against FILE  compare with an earlier artefacts/bench/report.json
  --minutes N     how long a soak takes (default 30)
  --state DIR     where the stack keeps its data (default .frontrow/bench)
  --help          this text

The report is artefacts/bench/report.html, its figures are report.json beside it. The exit code says whether all was right (exact to the unit, no
5xx, no backlog), never whether it was fast. Measuring means something on a machine that does nothing else.
docs/performance.md says what each load means.
`;

/** @param {string[]} args */
export function parseBenchOptions(args) {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    against: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    state: { type: 'string' },
  });
  const { values } = orProblem(() => parseArgs({ args, options }), 'bin/bench --help');
  return {
    help: values.help ?? false,
    quick: values.quick,
    rounds: natural('rounds', values.rounds ?? (values.quick ? '1' : '3')),
    minutes: natural('minutes', values.minutes),
    against: values.against === undefined ? undefined : resolve(values.against),
    dir: resolve(values.state ?? join(ROOT, '.frontrow/bench')),
    loads: chosen(values.only),
  };
}

/** @param {string} [only] */
function chosen(only) {
  if (only === undefined) return loads.filter(({ asked }) => !asked);
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !loads.some((load) => load.name === name));
  if (unknown.length > 0) {
    const known = loads.map(({ name }) => name).join(', ');
    throw new Problem(`There is no load ${unknown.join(', ')}: the loads are ${known}.`);
  }
  return loads.filter(({ name }) => names.includes(name));
}

/** @param {string} name @param {string} text */
function natural(name, text) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0 && Number.isSafeInteger(number)) return number;
  throw new Problem(`--${name} ${text} is not a whole number above nought.`);
}
