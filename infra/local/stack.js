import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { choosePorts, replicaName, withReplicas } from './base/ports.js';
import { saveState, writePrivate } from './base/state.js';
import { prepareNats } from './engines/nats.js';
import { prepareNginx } from './engines/nginx.js';
import { createDatabases, preparePostgres } from './engines/postgres.js';
import { prepareRedis } from './engines/redis.js';
import { describeClient, describeSandbox, describeServices } from './services.js';

/**
 * One Frontrow on this machine: where it keeps its things, and what its parts need to know of each other.
 *
 * @typedef {object} Instance
 * @property {string} root the repository
 * @property {string} dir the state folder
 * @property {string} url the address of its page
 * @property {import('./base/state.js').State} state
 * @property {boolean} usesSandbox whether the Stripe sandbox stands in for Stripe
 * @property {boolean} usesMailbox whether mails go to a mailbox that everyone here may read, not to a mail server
 * @property {number} replicas how many there are of each service, and of the client
 * @property {string} [images] the tag of the images that they are started from, without it from what is built here
 * @property {boolean} forTests engines alone, open to the tests of single services
 * @property {Record<string, string | undefined>} env what every process may see of the environment
 * @property {Settings} settings what one process is given besides, or in the place of, its usual environment
 *
 * Asked when a process is about to be started, so all ports are settled.
 * @typedef {(instance: Instance, process: string) => Record<string, string>} Settings
 *
 * @typedef {import('./base/supervisor.js').Supervisor} Supervisor
 * @typedef {import('./base/progress.js').Progress} Progress
 */

/** What a process needs of the environment it is started in; nothing else gets in by chance. */
const INHERITED = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'LOG_LEVEL',
  'HTTPS_PROXY',
  'NODE_EXTRA_CA_CERTS',
];

export const inheritedEnv = () => Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));

/**
 * @param {Instance} instance
 * @param {Supervisor} supervisor
 * @param {Progress} progress
 */
export async function startEngines(instance, supervisor, { step }) {
  await settlePorts(instance, ['postgres', 'redis', 'nats', 'natsMonitor']);
  await Promise.all([
    step('PostgreSQL', async (note) => {
      await supervisor.start(await preparePostgres(instance), note);
      await createDatabases(instance);
    }),
    step('Redis', (note) => supervisor.start(prepareRedis(instance), note)),
    step('NATS JetStream', (note) => supervisor.start(prepareNats(instance), note)),
  ]);
}

/** The processes of ours that others send requests to. @type {(keyof import('./base/ports.js').Ports)[]} */
export const SERVERS = ['auth', 'tickets', 'orders', 'payments', 'expiration', 'notifications', 'audit', 'sandbox'];

/**
 * Starts the services and, once `clientBuilt`, the client (without that promise, none); then opens the gateway in front
 * of them.
 * @param {Instance} instance
 * @param {Supervisor} supervisor
 * @param {Progress} progress
 * @param {Promise<unknown>} [clientBuilt]
 */
export async function startServices(instance, supervisor, { step }, clientBuilt) {
  await settleServers(instance);
  const start = /** @param {import('./base/launch.js').ProcessSpec} spec */ (spec) => {
    writeEnvFile(instance.dir, spec);
    return step(spec.name, (note) => supervisor.start(spec, note));
  };
  const sandbox = instance.usesSandbox ? [describeSandbox(instance)] : [];
  await Promise.all([
    ...[...sandbox, ...describeServices(instance)].map(start),
    clientBuilt?.then(() => Promise.all(describeClient(instance).map(start))),
  ]);
  await step('nginx', async (note) => supervisor.start(await prepareNginx(instance), note));
}

/** @param {Instance} instance */
export function settleServers(instance) {
  const { state, replicas } = instance;
  const parts = [...SERVERS.filter((name) => name !== 'sandbox'), /** @type {const} */ ('client')];
  state.ports = withReplicas(state.ports, parts, replicas);
  const further = parts.flatMap((part) =>
    Array.from({ length: replicas - 1 }, (_, index) => replicaName(part, index + 2)),
  );
  return settlePorts(instance, [...parts, 'sandbox', 'shared', ...further]);
}

/**
 * Just before they are used, so that no other program has taken them meanwhile (the first start may take minutes).
 * @param {Instance} instance
 * @param {(keyof import('./base/ports.js').Ports)[]} names
 */
export async function settlePorts({ dir, state }, names) {
  state.ports = await choosePorts(state.ports, names);
  saveState(dir, state);
}

/**
 * For running one by hand: `node --env-file=.frontrow/env/orders.env services/orders/dist/main.js`.
 * @param {string} dir
 * @param {import('./base/launch.js').ProcessSpec} spec
 */
function writeEnvFile(dir, { name, env }) {
  mkdirSync(join(dir, 'env'), { recursive: true, mode: 0o700 });
  const lines = Object.entries(env)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}='${value}'\n`);
  writePrivate(join(dir, 'env', `${name}.env`), lines.join(''));
}
