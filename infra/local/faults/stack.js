import { testBuild } from '../../../tests/faults/hooks/settings.js';
import { missingAt } from '../base/probe.js';
import { endThreeOfEach, startThreeOfEach, withThreeOfEach } from '../machines/engines.js';
import { startTestStack } from '../runner/test-environment.js';
import { SERVERS, settlePorts } from '../stack.js';
import { planLinks, throughLinks } from './link-plan.js';

/**
 * Holds so short that unpaid orders end while one watches, but longer than most faults last: a buyer should be able to
 * pay in spite of them.
 */
const TIMERS = { HOLD_SECONDS: '25', EXTENSION_SECONDS: '10', PAYMENT_GRACE_SECONDS: '15' };

/** All shoppers of a campaign come from one address, and share the test cards. */
const THROTTLE = {
  auth: { TRIES_PER_ADDRESS: '1000000' },
  payments: { DECLINES_PER_ACCOUNT: '1000000', DECLINES_PER_NETWORK: '1000000', DECLINES_PER_CARD: '1000000' },
};

/** @type {Record<string, Record<string, string>>} */
const OWN = { orders: TIMERS, ...THROTTLE };

/**
 * A whole Frontrow that may be broken: without the pages, its processes joined by links that can be cut.
 * @param {string} dir
 * @param {import('../base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 * @param {{ settings?: import('../stack.js').Settings, deployment?: import('../options.js').Deployment }} [options] further settings of single
 *   processes, and how many replicas there are of each
 */
export function startFaultStack(dir, progress, signal, { settings = () => ({}), deployment } = {}) {
  /** @type {import('./link-plan.js').LinkPlan} */
  let plan;
  return startTestStack(dir, progress, signal, {
    bare: true,
    client: false,
    ...(deployment && { deployment }),
    async beforeServices(instance, supervisor) {
      await settlePorts(instance, SERVERS);
      plan = await planLinks(instance);
      await supervisor.start(describeLinks(plan, instance));
    },
    settings: (instance, process) => ({
      LOG_LEVEL: 'warn',
      ...OWN[process],
      ...throughLinks(plan, instance, process),
      ...testBuild(instance, process),
      ...settings(instance, process),
    }),
  });
}

/**
 * Frontrow with three of each engine, each on a machine that can be killed or cut off.
 * @param {string} dir
 * @param {import('../base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 */
export async function startAvailabilityStack(dir, progress, signal) {
  const { env, stop } = await startTestStack(dir, progress, signal, {
    bare: true,
    client: false,
    engines: startThreeOfEach,
    settings: (instance, process) => ({ LOG_LEVEL: 'info', ...OWN[process], ...withThreeOfEach(instance, process) }),
  });
  return { env, stop: () => stop().finally(endThreeOfEach) };
}

/**
 * @param {import('./link-plan.js').LinkPlan} plan
 * @param {import('../stack.js').Instance} instance
 * @returns {import('../base/launch.js').ProcessSpec}
 */
function describeLinks({ control, links }, { root, env, state }) {
  const targets = links.map(({ name, port, to }) => ({ name, port, target: `tcp://127.0.0.1:${state.ports[to]}` }));
  return {
    name: 'links',
    command: process.execPath,
    args: ['infra/local/faults/links.js'],
    cwd: root,
    env: { ...env, PORT: String(control), LINKS: JSON.stringify(targets) },
    waitsFor: () => missingAt(`http://127.0.0.1:${control}/`),
  };
}
