import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portProblem } from '../base/ports.js';
import { DATABASES, SERVICES } from '../base/secrets.js';

/**
 * The network between the parts, as links that can be broken one by one: each service reaches each of its engines
 * through a port of its own, and so do the provider's webhooks reach payments.
 *
 * @typedef {import('../stack.js').Instance} Instance
 * @typedef {{ name: string, from: string, to: 'postgres' | 'nats' | 'redis' | 'sandbox' | 'payments', port: number }} Link
 * @typedef {{ control: number, links: Link[] }} LinkPlan
 */

/** @type {[string, Link['to']][]} */
const ENDS = [
  ...DATABASES.map((name) => /** @type {[string, Link['to']]} */ ([name, 'postgres'])),
  ...SERVICES.map((name) => /** @type {[string, Link['to']]} */ ([name, 'nats'])),
  ['expiration', 'redis'],
  ['payments', 'sandbox'],
  ['sandbox', 'payments'],
];

/** Twenty ports for each of the hundred offsets that an instance's folder may have. */
const FIRST_PORT = 20_000;

/**
 * Chooses the links' ports and notes them in `links.json`, where tests find them.
 * @param {Instance} instance
 * @returns {Promise<LinkPlan>}
 */
export async function planLinks({ dir, state }) {
  const ports = [];
  for (let port = FIRST_PORT + 20 * (state.ports.page % 100); ports.length <= ENDS.length; port++) {
    if (!(await portProblem(port))) ports.push(port);
  }
  const [control, ...others] = /** @type {[number, ...number[]]} */ (ports);
  const links = ENDS.map(([from, to], index) => ({
    name: `${from}-${to}`,
    from,
    to,
    port: /** @type {number} */ (others[index]),
  }));
  const plan = { control, links };
  writeFileSync(join(dir, 'links.json'), JSON.stringify(plan, null, 2));
  return plan;
}

/**
 * The settings that lead a process to its engines through the links.
 * @param {LinkPlan} plan
 * @param {Instance} instance
 * @param {string} process
 * @returns {Record<string, string>}
 */
export function throughLinks({ links }, { state: { secrets } }, process) {
  const { passwords } = secrets;
  const settings = links
    .filter(({ from }) => from === process)
    .map(({ to, port }) => {
      const host = `127.0.0.1:${port}`;
      if (to === 'postgres') return ['DATABASE_URL', `postgres://${process}:${passwords[process]}@${host}/${process}`];
      if (to === 'nats') return ['NATS_URL', `nats://${host}`];
      if (to === 'redis') return ['REDIS_URL', `redis://:${passwords.redis}@${host}/0`];
      if (to === 'sandbox') return ['STRIPE_API_URL', `http://${host}`];
      return ['WEBHOOK_URL', `http://${host}/api/payments/webhook`];
    });
  return Object.fromEntries(settings);
}
