import { chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findRunning, occupy } from '../base/instance.js';
import { Problem } from '../base/problem.js';
import { stopOrphans } from '../base/process-table.js';
import { loadState, makeStateFolder, saveState } from '../base/state.js';
import { findCluster, removePostgres } from '../engines/postgres-cluster.js';
import { requirePostgres } from '../prepare/find-engines.js';
import { unpackCluster } from './cluster.js';
import { SANDBOX_BOOKS } from './create.js';
import { checkFiles, readManifest } from './manifest.js';

/**
 * Makes a backup an instance that bin/up can start. What the brokers held is thrown away, for it may tell of a time
 * that is no more: the services publish what the restored outboxes hold. A running instance is never touched.
 * @param {{ dir: string, backup: string, replace: boolean, withSandbox: boolean }} options
 * @param {import('../base/progress.js').Progress} progress
 */
export async function restoreBackup({ dir, backup, replace, withSandbox }, { step }) {
  const manifest = readManifest(backup);
  if (withSandbox && !manifest.hasSandbox) throw new Problem(`${backup} holds no books of the sandbox.`);
  if (findRunning(dir))
    throw new Problem(`Frontrow is running on ${dir}: stop it first, with bin/up --stop or Ctrl-C.`);
  if (!replace && (existsSync(join(dir, 'state.json')) || existsSync(findCluster(dir).data))) {
    throw new Problem(`${dir} holds an instance already: name another --state, or say --replace to remove its data.`);
  }
  requirePostgres(manifest.postgres);
  await step('check sums', () => checkFiles(backup, manifest));
  makeStateFolder(dir);
  const release = occupy(dir, '');
  try {
    await stopOrphans(dir);
    removePostgres(dir);
    for (const name of ['nats', 'redis']) rmSync(join(dir, name), { recursive: true, force: true });
    await step('databases', () => putDatabases(dir, backup));
    const { secrets, demo } = JSON.parse(readFileSync(join(backup, 'state.json'), 'utf8'));
    saveState(dir, { ...loadState(dir), secrets, demo });
    if (withSandbox) putBooks(dir, backup);
  } finally {
    release();
  }
  return manifest;
}

/** @param {string} dir @param {string} backup */
async function putDatabases(dir, backup) {
  const { home, data, owner } = findCluster(dir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (owner) chownSync(home, owner.uid, owner.gid);
  await unpackCluster(backup, data, owner);
}

/** @param {string} dir @param {string} backup */
function putBooks(dir, backup) {
  const books = join(dir, 'sandbox');
  mkdirSync(books, { recursive: true, mode: 0o700 });
  copyFileSync(join(backup, SANDBOX_BOOKS), join(books, SANDBOX_BOOKS));
}
