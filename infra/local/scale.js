import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe, Problem } from './base/problem.js';
import { runEach } from './faults/run-each.js';
import { orProblem, stateFolder } from './options.js';
import { runCommand } from './runner/run-all.js';
import { runJest } from './runner/suites.js';
import { startTestStack } from './runner/test-environment.js';

const HELP = `Plans for rushes: what a reservation costs here, and what other machines would do with it.

  bin/scale measure     measures on a stack of its own, compares with the simulation (artefacts/scale.json)
  bin/scale simulate    simulates from those costs, or else from docs/scale/costs.json, and draws artefacts/scale.svg

  --cores 2,4,8,16,32   the machines to simulate
  --clients 200         buyers that the waiting room lets in at a time
  --listings 1          how many listings they want
  --tickets 50000       how many there are of them in all
  --buyers 1000000      who come for them

docs/scale.md says what is assumed. Measuring means something on a machine that does nothing else.
`;

/** Buyers hold what they like and for long: what is measured is reserving, not being refused. @type {Record<string, Record<string, string>>} */
const SETTINGS = {
  orders: { HOLD_SECONDS: '7200', HOLDS_PER_LISTING: '1000000', HOLDS_IN_ALL: '1000000' },
};

/** @type {import('./runner/parts.js').Part} */
const measure = {
  what: 'a reservation, measured and simulated',
  needs: ['dependencies', 'services', 'programs'],
  run: (context) =>
    runEach(
      ['scale'],
      context,
      (name, progress) =>
        startTestStack(join(context.dir, name), progress, context.signal, {
          bare: true,
          client: false,
          settings: (_instance, process) => ({ LOG_LEVEL: 'warn', ...SETTINGS[process] }),
        }),
      (name, own, env) => {
        const cores = String(availableParallelism());
        return runJest(name, 'tests/scale', own, { ...env, CORES: cores }, ['--runInBand'], 30);
      },
    ),
};

/** @param {Record<string, string | boolean | undefined>} values */
async function showPlan(values) {
  const { showPlan } = await import('../scale/plan.js').catch(() => {
    throw new Problem('The packages are not installed yet: run npm install, or bin/up, once.');
  });
  const numbers = (/** @type {string} */ name) =>
    String(values[name])
      .split(',')
      .map((text) => natural(name, text));
  const one = (/** @type {string} */ name) => natural(name, String(values[name]));
  showPlan({
    cores: numbers('cores'),
    clients: one('clients'),
    listings: one('listings'),
    tickets: one('tickets'),
    buyers: one('buyers'),
  });
}

/** @param {string} name @param {string} text */
function natural(name, text) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0) return number;
  throw new Problem(`--${name} ${text} is not a whole number above nought.`);
}

const options = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h' },
  cores: { type: 'string', default: '2,4,8,16,32' },
  clients: { type: 'string', default: '200' },
  listings: { type: 'string', default: '1' },
  tickets: { type: 'string', default: '50000' },
  buyers: { type: 'string', default: '1000000' },
});

const parse = () => parseArgs({ options, allowPositionals: true });
try {
  const { values, positionals } = orProblem(parse, 'bin/scale --help');
  const [command] = positionals;
  if (values.help || !command) console.log(HELP);
  else if (command === 'simulate') await showPlan(values);
  else if (command === 'measure') {
    await runCommand(() => ({ help: undefined, parts: [{ name: 'scale', ...measure }], dir: stateFolder() }));
  } else throw new Problem(`There is no ${command} (bin/scale --help lists the commands).`);
} catch (error) {
  console.error(`bin/scale: ${describe(error)}`);
  process.exitCode = 1;
}
