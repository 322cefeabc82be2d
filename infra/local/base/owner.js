import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Problem } from './problem.js';

/**
 * Whom processes run as where the launcher was started by root: a user of their own who may do nothing else (ADR 53).
 * Elsewhere they run as whoever started it.
 *
 * @typedef {{ uid: number, gid: number }} Owner
 */
const NAME = 'frontrow';

const isRoot = process.getuid?.() === 0;

/** @type {Owner | undefined} */
let found;

/** @returns {Owner | undefined} */
export function findOwner() {
  if (isRoot) found ??= lookUp() ?? make();
  return found;
}

/** @returns {Owner | undefined} */
function lookUp() {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, NAME], { encoding: 'utf8' }).stdout));
  return uid && gid ? { uid, gid } : undefined;
}

function make() {
  const nowhere = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', ['--system', '--user-group', ...nowhere, NAME]);
  const made = lookUp();
  if (made) return made;
  throw new Problem(
    `There is no user "${NAME}" for the services to run as: make one, or run this as an ordinary user.`,
  );
}

/** Gives a folder and what is in it to the owner, if there is one. @param {string} path */
export function handOver(path) {
  const owner = findOwner();
  if (!owner || !existsSync(path)) return;
  chownSync(path, owner.uid, owner.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) if (!lstatSync(join(path, name)).isSymbolicLink()) handOver(join(path, name));
}

/** Lets the owner see what others may not, and nothing more: it still writes nothing but its own, and has no right of root's. */
const READING = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];

/**
 * How a command is run as the owner. Where the folder of the code is one that only root may look into (a clone below /root,
 * say), it may read past that.
 * @param {string} command
 * @param {string[]} args
 * @param {string[]} paths what it has to reach
 * @returns {{ command: string, args: string[], uid?: number, gid?: number }}
 */
export function asOwner(command, args, paths) {
  const owner = findOwner();
  if (!owner) return { command, args };
  if (paths.every((path) => isReachedBy(owner, path))) return { command, args, ...owner };
  const who = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', ...READING];
  return { command: 'setpriv', args: [...who, '--', command, ...args] };
}

/** Whether somebody may go to where a path leads. @param {Owner} owner @param {string} path */
function isReachedBy({ uid }, path) {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid: its } = statSync(folder);
    if ((mode & (its === uid ? 0o100 : 0o001)) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
