import { runJest } from '../runner/suites.js';
import { runBugs } from './bugs.js';
import { runStorms } from './storms.js';

/** How long what comes after the campaign itself may take: convergence, the last check, the report. */
const AFTERWARDS_MINUTES = 10;

/**
 * The parts of bin/faults; bin/test runs a short campaign of its own.
 * @param {import('./options.js').FaultOptions} options
 * @returns {Record<import('./options.js').FaultPart, import('../runner/parts.js').Part>}
 */
export const faultParts = ({ bugs, storms, seed, orders, faults, minutes, histories }) => ({
  campaign: {
    what: 'a fault campaign',
    needs: ['dependencies', 'faultStack'],
    run: (context, env) => {
      const size = { seed, orders, faults, minutes };
      return runCampaign(context, env, size);
    },
  },
  bugs: {
    what: 'the checker against planted bugs',
    needs: ['dependencies', 'services', 'programs'],
    run: (context) => runBugs(context, bugs),
  },
  storms: {
    what: 'single storms',
    // The instances that are restored have pages.
    needs: [
      'dependencies',
      'client',
      'programs',
      ...(storms.includes('availability') ? [/** @type {const} */ ('clustering')] : []),
    ],
    run: (context) => runStorms(context, storms),
  },
  model: {
    what: 'random histories against the models',
    needs: ['dependencies', 'services'],
    run: (context) => {
      const env = { MODEL_HISTORIES: String(histories) };
      return runJest('model', 'tests/model', context, env, ['--maxWorkers=2'], 60);
    },
  },
});

/**
 * @param {import('../runner/suites.js').Context} context
 * @param {Record<string, string>} env
 * @param {{ seed: number, orders: number, faults: number, minutes: number, pace?: number }} size
 */
export function runCampaign(context, env, size) {
  const sizes = Object.entries(size).map(([name, value]) => [`CAMPAIGN_${name.toUpperCase()}`, String(value)]);
  const own = { ...env, ...Object.fromEntries(sizes) };
  return runJest('campaign', 'tests/faults/campaign', context, own, ['--runInBand'], size.minutes + AFTERWARDS_MINUTES);
}
