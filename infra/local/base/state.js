import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOwner } from './owner.js';
import { preferredPorts } from './ports.js';
import { Problem } from './problem.js';
import { newSecrets } from './secrets.js';

/**
 * What one instance remembers from run to run: its ports, its secrets and whether it has its demo data.
 *
 * @typedef {object} State
 * @property {import('./ports.js').Ports} ports
 * @property {import('./secrets.js').Secrets} secrets
 * @property {number} replicas how many there are of each service, now or the last time
 * @property {{ since: string, done: boolean }} demo since when it has its demo data, and whether they are all there
 */

/** @param {string} dir @returns {State} */
export function loadState(dir) {
  const file = join(dir, 'state.json');
  const fresh = {
    ports: preferredPorts(dir),
    secrets: newSecrets(),
    replicas: 1,
    demo: { since: new Date().toISOString(), done: false },
  };
  if (!existsSync(file)) {
    saveState(dir, fresh);
    return fresh;
  }
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    // A newer version may need what the saved state does not have yet.
    const passwords = { ...fresh.secrets.passwords, ...saved.secrets.passwords };
    const ports = { ...fresh.ports, ...saved.ports };
    return { ...fresh, ...saved, ports, secrets: { ...fresh.secrets, ...saved.secrets, passwords } };
  } catch {
    throw new Problem(`${file} cannot be read: put a copy back, or start anew with bin/up --reset.`);
  }
}

/** @param {string} dir @param {State} state */
export const saveState = (dir, state) => writePrivate(join(dir, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);

/**
 * Writes a file that only its owner may read, whole or not at all.
 * @param {string} file
 * @param {string} text
 */
export function writePrivate(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** Makes the folder of an instance, for its owner alone. @param {string} dir */
export function makeStateFolder(dir) {
  try {
    mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o700 });
    const owner = findOwner();
    if (owner) for (const folder of [dir, join(dir, 'logs')]) chownSync(folder, owner.uid, owner.gid);
  } catch (error) {
    throw new Problem(
      `${dir} cannot be written (${/** @type {NodeJS.ErrnoException} */ (error).code}): name another folder with --state.`,
    );
  }
}

const CONTENTS = [
  'state.json',
  'processes.json',
  'links.json',
  'logs',
  'env',
  'containers',
  'paused',
  'postgres',
  'redis',
  'nats',
  'nginx',
  'sandbox',
];

/** Removes what Frontrow made in the folder of an instance, and nothing else that may be there. @param {string} dir */
export function clearState(dir) {
  for (const name of CONTENTS) rmSync(join(dir, name), { recursive: true, force: true });
}
