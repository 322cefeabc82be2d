import { runCampaign } from '../faults/parts.js';
import { runCommands, runJest, runPlaywright } from './suites.js';
import { runSupply } from './supply.js';

/**
 * The parts of the tests, in the order in which they run. What a part needs is got ready before it; `quick` ones run
 * side by side while the client is being built, and of those that mostly wait (`waits`) some run at a time.
 *
 * @typedef {object} Part
 * @property {string} what
 * @property {('dependencies' | 'services' | 'client' | 'engines' | 'stack' | 'faultStack' | 'programs' | 'clustering' | 'chromium' | 'kubectl')[]} needs
 * @property {boolean} [quick]
 * @property {boolean} [waits]
 * @property {(context: import('./suites.js').Context, env: Record<string, string>) => Promise<import('./results.js').Outcome>} run
 */

const node = process.execPath;
const tsc = [node, 'node_modules/typescript/bin/tsc'];

/** @param {string} name @param {string} folder @returns {Part} */
const jest = (name, folder) => ({
  what: `Jest tests of ${folder}`,
  needs: ['dependencies', 'services', 'engines'],
  waits: true,
  run: (context, env) => runJest(name, folder, context, env),
});

/** Every part killed, between as many other faults, in less than two minutes. */
const SHORT_CAMPAIGN = { seed: 39, orders: 150, faults: 24, minutes: 4, pace: 0.5 };

/** @type {Record<string, Part>} */
export const PARTS = {
  lint: {
    what: 'formatting and lint rules',
    needs: ['dependencies'],
    quick: true,
    run: (context) =>
      runCommands(
        { 'Biome finds nothing': [node, 'node_modules/@biomejs/biome/bin/biome', 'ci', '.'] },
        'lint',
        context,
      ),
  },
  boundaries: {
    what: 'what each file may import',
    needs: ['dependencies'],
    quick: true,
    run: (context) => runCommands({ 'every import is allowed': ['npm', 'run', 'boundaries'] }, 'boundaries', context),
  },
  types: {
    what: 'strict TypeScript',
    needs: ['services'],
    quick: true,
    run: (context) =>
      runCommands(
        {
          'types of the services': [...tsc, '-b'],
          "types of the services' tests": [...tsc, '-p', 'tsconfig.tests.json'],
          'types of infra/local': [...tsc, '-p', 'infra/local'],
          'types of the tests': [...tsc, '-p', 'tests', '--noEmit'],
        },
        'types',
        context,
      ),
  },
  // The longest first, so that nothing waits for it alone.
  payments: jest('payments', 'services/payments'),
  common: jest('common', 'common'),
  docs: jest('docs', 'infra/docs'),
  local: jest('local', 'infra/local'),
  sandbox: jest('sandbox', 'infra/stripe-sandbox'),
  auth: jest('auth', 'services/auth'),
  tickets: jest('tickets', 'services/tickets'),
  orders: jest('orders', 'services/orders'),
  expiration: jest('expiration', 'services/expiration'),
  notifications: jest('notifications', 'services/notifications'),
  audit: jest('audit', 'services/audit'),
  client: {
    what: 'types of the client, and Jest tests of what is pure in it',
    // The types of routes and messages are made when it is built.
    needs: ['dependencies', 'client'],
    run: async (context, env) => {
      const types = await runCommands(
        { 'types of the client': [...tsc, '-p', 'client', '--noEmit'] },
        'types',
        context,
      );
      const { passed, failures } = await runJest('client', 'client', context, env);
      return { passed: types.passed + passed, failures: [...types.failures, ...failures] };
    },
  },
  model: {
    what: 'random histories of the cores of all services (tests/model)',
    needs: ['dependencies', 'services'],
    run: (context, env) => runJest('model', 'tests/model', context, env),
  },
  manifests: {
    what: 'Kubernetes manifests, compose.yaml and skaffold.yaml (tests/manifests)',
    needs: ['dependencies', 'kubectl'],
    run: (context, env) => runJest('manifests', 'tests/manifests', context, env, ['--runInBand']),
  },
  checker: {
    what: 'Jest tests of the checker and the test build (tests/faults)',
    needs: ['dependencies', 'services'],
    run: (context, env) => runJest('checker', 'tests/faults/{checker,hooks}', context, env),
  },
  bench: {
    what: 'Jest tests of how bin/bench and bin/scale count, compare, simulate and draw (tests/bench, tests/scale)',
    needs: ['dependencies'],
    quick: true,
    run: (context, env) => runJest('bench', 'tests/{bench,scale}', context, env),
  },
  supply: {
    what: 'what is taken from others: packages and images, their licences and known holes (tests/supply)',
    needs: ['dependencies'],
    quick: true,
    run: runSupply,
  },
  system: {
    what: 'Jest tests over the running stack (tests/system)',
    needs: ['dependencies', 'stack'],
    run: (context, env) => runJest('system', 'tests/system', context, env, ['--runInBand']),
  },
  faults: {
    what: 'a short fault campaign (tests/faults/campaign); bin/faults runs long ones',
    needs: ['dependencies', 'faultStack'],
    run: (context, env) => runCampaign(context, env, SHORT_CAMPAIGN),
  },
  browser: {
    what: 'the journey in Chromium (tests/browser)',
    needs: ['dependencies', 'stack', 'chromium'],
    run: (context, env) => runPlaywright('browser', context, env, process.env.FLOWS ? { limitMinutes: 40 } : {}),
  },
};
