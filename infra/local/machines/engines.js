import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../base/problem.js';
import { run, runForCode } from '../base/run.js';
import { DATABASES } from '../base/secrets.js';
import { until } from '../base/wait.js';
import { databasesSql } from '../containers/engines.js';
import { findCluster } from '../engines/postgres-cluster.js';
import { settlePorts } from '../stack.js';
import { describeEtcd } from './etcd.js';
import { describeHaproxy } from './haproxy.js';
import { describeNats, NATS_URLS } from './nats.js';
import { buildNetwork, MACHINES, removeNetwork } from './network.js';
import { describePatroni } from './patroni.js';
import { describeRedis, PRIMARY, SENTINELS } from './redis.js';

/** @typedef {import('../stack.js').Instance} Instance */

/** Root's own folders are closed to PostgreSQL's user. @param {string} dir */
const homeOf = (dir) => join(findCluster(dir).home, 'machines');

/**
 * Starts the engines as a platform runs them, three of each on a machine of its own, in the place of single ones. All
 * begins anew each time.
 * @param {Instance} instance
 * @param {import('../base/supervisor.js').Supervisor} supervisor
 * @param {import('../base/progress.js').Progress} progress
 */
export async function startThreeOfEach(instance, supervisor, { step }) {
  const { dir, env } = instance;
  const { bin, owner } = findCluster(dir);
  if (!owner) throw new Problem('Machines are network namespaces, which only root may make: run this as root.');
  const home = homeOf(dir);
  rmSync(home, { recursive: true, force: true });
  for (const { name } of MACHINES) mkdirSync(join(home, name), { recursive: true, mode: 0o755 });
  chownSync(findCluster(dir).home, owner.uid, owner.gid);
  buildNetwork();
  await settlePorts(instance, ['postgres', 'redis', 'nats', 'natsMonitor']);

  const start = (/** @type {import('../base/launch.js').ProcessSpec[]} */ specs) =>
    Promise.all(specs.map((spec) => step(spec.name, (note) => supervisor.start(spec, note))));
  await start(MACHINES.map((machine) => describeEtcd(home, env, machine)));
  await start([
    ...MACHINES.map((machine) => describePatroni(home, instance, { bin, owner }, machine)),
    ...MACHINES.map((machine) => describeNats(home, instance, machine)),
    ...MACHINES.flatMap((machine) => describeRedis(home, instance, machine)),
    describeHaproxy(home, instance),
  ]);
  await step('databases', () => makeDatabases(instance, join(bin, 'psql')));
}

/** @param {Instance} instance @param {string} psql */
async function makeDatabases({ dir, state, env }, psql) {
  const { passwords } = state.secrets;
  const address = ['-h', '127.0.0.1', '-p', String(state.ports.postgres), '-U', 'postgres', '-d', 'postgres'];
  const log = join(dir, 'logs', 'postgres-setup.log');
  const options = { log, cwd: '/', env: { ...env, PGPASSWORD: passwords.superuser } };
  const isLed = async () => (await runForCode(psql, ['-qX', ...address, '-c', 'select 1'], options)) === 0;
  if (!(await until(isLed, { timeoutMs: 60_000, everyMs: 500 }))) {
    throw new Problem(`No PostgreSQL leads after a minute: see ${dir}/logs/patroni-1.log.`);
  }
  const input = databasesSql(DATABASES, passwords);
  await run(psql, ['-qX', '-v', 'ON_ERROR_STOP=1', ...address], { ...options, what: 'Making the databases', input });
}

export const endThreeOfEach = removeNetwork;

/**
 * The settings with which services use three of each.
 * @type {import('../stack.js').Settings}
 */
export function withThreeOfEach({ state: { secrets } }, process) {
  if (process === 'sandbox' || process === 'client') return {};
  const redis = { REDIS_URL: `redis://:${secrets.passwords.redis}@${PRIMARY}/0`, REDIS_SENTINELS: SENTINELS };
  return { NATS_URL: NATS_URLS, STREAM_REPLICAS: '3', ...(process === 'expiration' ? redis : {}) };
}
