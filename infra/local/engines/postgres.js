import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem } from '../base/problem.js';
import { run, runForCode } from '../base/run.js';
import { DATABASES } from '../base/secrets.js';
import { findPostgres } from '../prepare/find-engines.js';

/** @typedef {import('../stack.js').Instance} Instance */

const isRoot = process.getuid?.() === 0;

/**
 * Where the cluster lives. PostgreSQL refuses to run as root, and its own user may not see into root's folders, so
 * root's data live elsewhere.
 * @param {string} dir
 */
export function postgresHome(dir) {
  return isRoot ? join('/var/lib/frontrow', shortName(dir)) : join(dir, 'postgres');
}

/** @param {string} dir */
const shortName = (dir) => createHash('sha256').update(dir).digest('hex').slice(0, 12);

/** Settings beside PostgreSQL's defaults; tests may trade safety in a power cut for speed. @param {boolean} forTests */
const settings = (forTests) => ({
  listen_addresses: '127.0.0.1',
  max_connections: forTests ? '400' : '200',
  fsync: forTests ? 'off' : 'on',
  synchronous_commit: forTests ? 'off' : 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
});

const LOCALE = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/** Its owner comes in over the socket, which only it may open; services by password, each to its own database. */
const ACCESS = `local all all peer
host all all 127.0.0.1/32 scram-sha-256
`;

/**
 * Creates the cluster on the first run and describes the server's process.
 * @param {Instance} instance
 * @returns {Promise<import('../base/supervisor.js').ProcessSpec>}
 */
export async function preparePostgres({ dir, state, env, forTests }) {
  const { home, data, sockets, bin, owner } = cluster(dir);
  mkdirSync(dirname(home), { recursive: true });
  for (const folder of [home, sockets]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (owner) chownSync(folder, owner.uid, owner.gid);
  }
  const log = join(dir, 'logs', 'postgres.log');
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true }); // what an interrupted creation left
    const args = ['-D', data, '-E', 'UTF8', `--locale=${LOCALE}`, '--auth-local=peer', '--auth-host=scram-sha-256'];
    await run(join(bin, 'initdb'), args, { log, what: 'Creating the database cluster', cwd: '/', env, ...owner });
  }
  writeFileSync(join(data, 'pg_hba.conf'), ACCESS);
  const options = { port: String(state.ports.postgres), unix_socket_directories: sockets, ...settings(forTests) };
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
 * Makes a role and a database for each service; one that is there gets the password of the state again.
 * @param {Instance} instance
 */
export async function createDatabases({ dir, state, env, forTests }) {
  const { passwords } = state.secrets;
  const statements = DATABASES.map(
    (name) => `
      select 'create role ${name} login' where not exists (select from pg_roles where rolname = '${name}') \\gexec
      alter role ${name} password '${passwords[name]}';
      select 'create database ${name} owner ${name}' where not exists (select from pg_database where datname = '${name}') \\gexec
      revoke all on database ${name} from public;`,
  );
  const superuser = `
      select 'create role tester superuser login' where not exists (select from pg_roles where rolname = 'tester') \\gexec
      alter role tester password '${passwords.superuser}';`;
  const closed = 'revoke all on database postgres, template1 from public;';
  const sql = [...(forTests ? [superuser] : statements), closed].join('\n');
  if ((await query(dir, state, env, sql)) !== 0) {
    throw new Problem(`The databases could not be made: see ${join(dir, 'logs', 'postgres-setup.log')}.`);
  }
}

/** @param {string} dir */
function cluster(dir) {
  const home = postgresHome(dir);
  const data = join(home, 'data');
  // The path of a socket has at most 103 characters (107 on Linux).
  const sockets = home.length < 80 ? home : join(tmpdir(), `frontrow-${shortName(dir)}`);
  return {
    home,
    data,
    sockets,
    bin: /** @type {string} */ (findPostgres(data)),
    owner: isRoot ? postgresUser() : undefined,
  };
}

/** The system's own user for PostgreSQL, which its package makes. */
function postgresUser() {
  const id = /** @param {string} flag */ (flag) => Number(spawnSync('id', [flag, 'postgres']).stdout);
  const [uid, gid] = [id('-u'), id('-g')];
  if (!uid || !gid)
    throw new Problem('There is no user "postgres" for the database to run as: run bin/up as an ordinary user.');
  return { uid, gid };
}

/**
 * Runs SQL as the cluster's owner, who needs no password on the socket; returns how psql ended.
 * @param {string} dir
 * @param {Instance['state']} state
 * @param {Instance['env']} env
 * @param {string} sql
 */
function query(dir, { ports }, env, sql) {
  const { sockets, bin, owner } = cluster(dir);
  const args = ['-qX', '-v', 'ON_ERROR_STOP=1', '-h', sockets, '-p', String(ports.postgres), '-d', 'postgres'];
  const log = join(dir, 'logs', 'postgres-setup.log');
  return runForCode(join(bin, 'psql'), args, { log, input: sql, cwd: '/', env, ...owner });
}

/** Removes the data. @param {string} dir */
export const removePostgres = (dir) => rmSync(postgresHome(dir), { recursive: true, force: true });
