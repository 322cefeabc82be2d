import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../base/problem.js';

/**
 * Each engine's Debian package, Homebrew formula and the programs of it that are used.
 * @type {Record<string, { debian: string, brew: string, programs: string[] }>}
 */
export const ENGINES = {
  PostgreSQL: { debian: 'postgresql', brew: 'postgresql@16', programs: ['postgres', 'initdb', 'psql', 'pg_isready'] },
  Redis: { debian: 'redis-server', brew: 'redis', programs: ['redis-server'] },
  NATS: { debian: 'nats-server', brew: 'nats-server', programs: ['nats-server'] },
  nginx: { debian: 'nginx', brew: 'nginx', programs: ['nginx'] },
};

const OLDEST_POSTGRES = 14;

/** Where packages put servers besides the PATH of an ordinary user. */
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];

/** Debian and Homebrew keep each version of PostgreSQL apart, as `<base>/<prefix>15/bin`. */
const POSTGRES_BASES = [
  { base: '/usr/lib/postgresql', prefix: '' },
  { base: '/opt/homebrew/opt', prefix: 'postgresql@' },
  { base: '/usr/local/opt', prefix: 'postgresql@' },
];

/** @param {string} program @returns {string | undefined} */
export function findProgram(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** The folders of PostgreSQL's programs by major version. @returns {Map<number, string>} */
function findPostgresVersions() {
  const found = new Map();
  for (const { base, prefix } of POSTGRES_BASES) {
    for (const name of existsSync(base) ? readdirSync(base) : []) {
      const version = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
      const bin = join(base, name, 'bin');
      if (version >= OLDEST_POSTGRES && existsSync(join(bin, 'initdb'))) found.set(version, bin);
    }
  }
  return found;
}

/**
 * The folder of PostgreSQL's programs: the version that made `data`, or the newest when there are no data yet.
 * @param {string} [data]
 */
export function findPostgres(data) {
  const versions = findPostgresVersions();
  const newest = versions.get(Math.max(...versions.keys()));
  if (!data || !existsSync(join(data, 'PG_VERSION'))) return newest;
  const version = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8'));
  if (!versions.has(version)) {
    throw new Problem(
      `The data were made by PostgreSQL ${version}, which is gone: install it again, or start anew with bin/up --reset.`,
    );
  }
  return versions.get(version);
}

/** The names of the engines that are not on this machine. */
export function missingEngines() {
  const isThere = /** @param {string} name */ (name) =>
    name === 'PostgreSQL' ? findPostgres() : ENGINES[name]?.programs.every(findProgram);
  return Object.keys(ENGINES).filter((name) => !isThere(name));
}
