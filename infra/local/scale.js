import { parseArgs } from 'node:util';
import { describe, Problem } from './base/problem.js';
import { orProblem } from './options.js';

const HELP = `Plans for rushes: what a reservation costs here, and what other machines would do with it.

  bin/scale measure     measures on a stack of its own, about 15 minutes; compares with the simulation (artefacts/scale.json)
  bin/scale simulate    writes what docs/scale.md says of it anew, from those costs or else from docs/scale/costs.json

With options, simulate only tells what these setups would do:

  --primary 16          cores of orders' primary, with all else on other machines
  --cores 2,4,8         or one machine with this many cores for everything
  --replicas 1,4        processes of orders, and of each other service
  --listings 1,40       how many listings buyers want
  --clients 5000        buyers that the waiting room lets in at a time
  --standby 3           ms until the synchronous standby has a commit (0 on one machine)
  --affine              each listing has a process of its own
  --paid                until what was reserved is paid for
  --tickets 50000       how many there are in all
  --buyers 1000000      who come for them

docs/scale.md says what is assumed. Measuring means something on a machine that does nothing else.
`;

const options = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h' },
  primary: { type: 'string' },
  cores: { type: 'string' },
  replicas: { type: 'string' },
  listings: { type: 'string' },
  clients: { type: 'string' },
  standby: { type: 'string' },
  affine: { type: 'boolean' },
  paid: { type: 'boolean' },
  tickets: { type: 'string' },
  buyers: { type: 'string' },
});

const parse = () => parseArgs({ options, allowPositionals: true });

/** @param {ReturnType<typeof parse>['values']} values */
async function simulate(values) {
  const { showPlan, writeDocs } = await import('../scale/plan.js').catch(() => {
    throw new Problem('The packages are not installed yet: run npm ci, or bin/up, once.');
  });
  if (Object.keys(values).length === 0) return writeDocs();
  const { affine = false, paid = false } = values;
  if (values.cores !== undefined && values.primary !== undefined) {
    throw new Problem('--cores is one machine for everything, --primary one for a database alone: say one of them.');
  }
  const machines = numbers('cores', values.cores, '');
  const primaries = machines.length > 0 ? [] : numbers('primary', values.primary, '16');
  const standbyMs = Number(values.standby ?? (machines.length > 0 ? 0 : 3));
  if (!(standbyMs >= 0)) throw new Problem(`--standby ${values.standby} is no number of milliseconds.`);
  const [clients = 1] = numbers('clients', values.clients, '5000');
  const [tickets = 1] = numbers('tickets', values.tickets, '50000');
  const [buyers = 1] = numbers('buyers', values.buyers, '1000000');
  const setups = numbers('listings', values.listings, '1').flatMap((listings) =>
    numbers('replicas', values.replicas, '1').flatMap((replicas) => {
      const rest = { replicas, listings, clients, standbyMs, affine, paid };
      return [
        ...machines.map((cores) => ({ cores, ...rest })),
        ...primaries.map((primary) => ({ primary, roundTripMs: 0.5, ...rest })),
      ];
    }),
  );
  showPlan(setups, { tickets, buyers });
}

/** @param {string} name @param {string | undefined} given @param {string} otherwise */
function numbers(name, given, otherwise) {
  const text = given ?? otherwise;
  if (text === '') return [];
  return text.split(',').map((part) => {
    const number = Number(part);
    if (/^\d+$/.test(part) && number > 0) return number;
    throw new Problem(`--${name} ${part} is not a whole number above nought.`);
  });
}

process.stdout.on('error', () => {}); // whoever read the output may be gone
try {
  const { values, positionals } = orProblem(parse, 'bin/scale --help');
  const [command] = positionals;
  if (values.help || !command) console.log(HELP);
  else if (command === 'simulate') await simulate(values);
  else if (command === 'measure') {
    const { measureScale } = await import('../../tests/scale/measure.js');
    process.exitCode = (await measureScale()) ? 0 : 1;
  } else throw new Problem(`There is no ${command} (bin/scale --help lists the commands).`);
} catch (error) {
  console.error(`bin/scale: ${describe(error)}`);
  process.exitCode = 1;
}
process.exit();
