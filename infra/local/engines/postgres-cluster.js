import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../base/problem.js';
import { findPostgres } from '../prepare/find-engines.js';

const isRoot = process.getuid?.() === 0;

/** @typedef {ReturnType<typeof findCluster>} Cluster */

/**
 * Where an instance's PostgreSQL keeps its data and sockets, which programs it uses and as whom it runs.
 * @param {string} dir
 */
export function findCluster(dir) {
  const home = homeOf(dir);
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

/** Removes the data. @param {string} dir */
export const removePostgres = (dir) => rmSync(homeOf(dir), { recursive: true, force: true });

/**
 * PostgreSQL refuses to run as root, and its own user may not see into root's folders, so root's data live elsewhere.
 * @param {string} dir
 */
const homeOf = (dir) => (isRoot ? join('/var/lib/frontrow', shortName(dir)) : join(dir, 'postgres'));

/** @param {string} dir */
const shortName = (dir) => createHash('sha256').update(dir).digest('hex').slice(0, 12);

/** The system's own user for PostgreSQL, which its package makes. */
function postgresUser() {
  const id = (/** @type {string} */ flag) => Number(spawnSync('id', [flag, 'postgres']).stdout);
  const [uid, gid] = [id('-u'), id('-g')];
  if (!uid || !gid)
    throw new Problem('There is no user "postgres" for the database to run as: run bin/up as an ordinary user.');
  return { uid, gid };
}
