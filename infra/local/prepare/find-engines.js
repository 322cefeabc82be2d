import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../base/problem.js';

/**
 * What comes from the system's packages: its names at Debian and Homebrew, and the programs of it that are used.
 * @type {Record<string, { debian: string[], brew: string[], programs: string[] }>}
 */
const PACKAGES = {
  PostgreSQL: { debian: ['postgresql'], brew: ['postgresql@16'], programs: [] },
  Redis: { debian: ['redis-server'], brew: ['redis'], programs: ['redis-server'] },
  NATS: { debian: ['nats-server'], brew: ['nats-server'], programs: ['nats-server'] },
  nginx: { debian: ['nginx'], brew: ['nginx'], programs: ['nginx'] },
  unzip: { debian: ['unzip'], brew: ['unzip'], programs: ['unzip'] },
  Patroni: { debian: ['patroni'], brew: [], programs: ['patroni'] },
  etcd: { debian: ['etcd-server'], brew: [], programs: ['etcd'] },
  HAProxy: { debian: ['haproxy'], brew: [], programs: ['haproxy'] },
  iproute2: { debian: ['iproute2'], brew: [], programs: ['ip'] },
  Chromium: { debian: ['chromium', 'fonts-liberation'], brew: ['--cask', 'chromium'], programs: ['chromium'] },
};

export const ENGINES = ['PostgreSQL', 'Redis', 'NATS', 'nginx'];
/** What three of each engine need besides, on machines of their own (network namespaces, so Linux alone). */
export const CLUSTERING = ['Patroni', 'etcd', 'HAProxy', 'iproute2'];

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

/** Says what to install when there is no PostgreSQL that can read what this version wrote. @param {number} version */
export function requirePostgres(version) {
  if (findPostgresVersions().has(version)) return;
  throw new Problem(
    `These databases need PostgreSQL ${version}, which is not installed: install it and try again (Debian: postgresql-${version}, ` +
      `from apt.postgresql.org if Debian has another; Homebrew: postgresql@${version}).`,
  );
}

/**
 * What of the names is not on this machine, and what to install for it.
 * @param {string[]} names
 */
export function findMissing(names) {
  const isThere = (/** @type {string} */ name) =>
    name === 'PostgreSQL' ? findPostgres() : PACKAGES[name]?.programs.every(findProgram);
  const missing = names.filter((name) => !isThere(name));
  const wanted = missing.flatMap((name) => PACKAGES[name] ?? []);
  return {
    missing,
    debian: wanted.flatMap(({ debian }) => debian),
    brew: wanted.map(({ brew }) => brew),
  };
}
