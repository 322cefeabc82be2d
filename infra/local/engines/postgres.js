import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, runForCode } from '../base/run.js';
import { DATABASES } from '../base/secrets.js';
import { findCluster } from './postgres-cluster.js';

/** @typedef {import('../stack.js').Instance} Instance */

/**
 * Settings beside PostgreSQL's defaults; tests trade safety in a power cut for speed. Every process keeps the connections that
 * it once needed: a pool of twenty, and some beside it.
 *
 * @param {Instance} instance
 */
const settings = ({ forTests, replicas }) => ({
  listen_addresses: '127.0.0.1',
  max_connections: String(200 * (replicas + 1)),
  fsync: forTests ? 'off' : 'on',
  synchronous_commit: forTests ? 'off' : 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
});

const LOCALE = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/**
 * Its owner comes in over the socket, which only it may open, also for a copy of all there is (bin/backup); services by
 * password, each to its own database.
 */
const ACCESS = `local all all peer
local replication all peer
host all all 127.0.0.1/32 scram-sha-256
`;

/**
 * Creates the cluster on the first run and describes the server's process.
 * @param {Instance} instance
 * @returns {Promise<import('../base/launch.js').ProcessSpec>}
 */
export async function preparePostgres(instance) {
  const { dir, state, env } = instance;
  const { home, data, sockets, bin, owner } = findCluster(dir);
  mkdirSync(dirname(home), { recursive: true });
  for (const folder of [home, sockets]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (owner) chownSync(folder, owner.uid, owner.gid);
  }
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true }); // what an interrupted creation left
    const args = ['-D', data, '-E', 'UTF8', `--locale=${LOCALE}`, '--auth-local=peer', '--auth-host=scram-sha-256'];
    const log = join(dir, 'logs', 'postgres.log');
    await run(join(bin, 'initdb'), args, { log, what: 'Creating the database cluster', cwd: '/', env, ...owner });
  }
  writeFileSync(join(data, 'pg_hba.conf'), ACCESS);
  const options = { port: String(state.ports.postgres), unix_socket_directories: sockets, ...settings(instance) };
  return {
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env,
    cwd: '/',
    ...owner,
    stopSignal: 'SIGINT', // "fast": ends the connections that are open
    waitsFor: async () => {
      const args = ['-q', '-h', sockets, '-p', options.port];
      const code = await runForCode(join(bin, 'pg_isready'), args, { log: '/dev/null', env, cwd: '/' });
      return code === 0 ? undefined : 'recovering';
    },
  };
}

/**
 * Makes a role and a database for each service (for tests, a superuser instead). What is there already stays, and gets
 * the password of the state again. Runs as the cluster's owner, who needs no password on the socket.
 * @param {Instance} instance
 */
export async function createDatabases({ dir, state, env, forTests }) {
  const { sockets, bin, owner } = findCluster(dir);
  const { passwords } = state.secrets;
  const sql = forTests
    ? role('tester', 'login superuser', passwords.superuser)
    : DATABASES.map((name) => role(name, 'login', passwords[name]) + database(name)).join('');
  const input = `${sql}revoke all on database postgres, template1 from public;\n`;
  const args = ['-qX', '-v', 'ON_ERROR_STOP=1', '-h', sockets, '-p', String(state.ports.postgres), '-d', 'postgres'];
  const log = join(dir, 'logs', 'postgres-setup.log');
  await run(join(bin, 'psql'), args, { log, what: 'Making the databases', input, cwd: '/', env, ...owner });
}

/** @param {string} name @param {string} kind @param {string | undefined} password */
const role = (name, kind, password) => `
select 'create role ${name}' where not exists (select from pg_roles where rolname = '${name}') \\gexec
alter role ${name} ${kind} password '${password}';`;

/** @param {string} name */
const database = (name) => `
select 'create database ${name} owner ${name}' where not exists (select from pg_database where datname = '${name}') \\gexec
revoke all on database ${name} from public;
`;
