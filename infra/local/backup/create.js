import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRunning } from '../base/instance.js';
import { Problem } from '../base/problem.js';
import { loadState, writePrivate } from '../base/state.js';
import { findCluster } from '../engines/postgres-cluster.js';
import { ROOT } from '../options.js';
import { CLUSTER_FILES, copyCluster, verifyCluster } from './cluster.js';
import { checkFiles, describeFile, megabytes, NOTE, readManifest } from './manifest.js';

/** @typedef {import('../base/progress.js').Progress} Progress */

export const SANDBOX_BOOKS = 'journal.jsonl';

/**
 * Makes a backup of a running instance.
 * @param {{ dir: string, backup: string }} options
 * @param {Progress} progress
 */
export async function createBackup({ dir, backup }, { step }) {
  if (!findRunning(dir))
    throw new Problem(`Frontrow does not run on ${dir}: start it with bin/up, or name its --state.`);
  if (existsSync(backup) && readdirSync(backup).length > 0)
    throw new Problem(`${backup} is not empty: name another folder.`);
  mkdirSync(backup, { recursive: true, mode: 0o700 });
  chmodSync(backup, 0o700);
  const { ports, secrets, demo } = loadState(dir);
  await step('databases', (note) => copyCluster({ dir, port: ports.postgres, target: backup, note }));
  const takenAt = new Date().toISOString();
  writePrivate(join(backup, 'state.json'), `${JSON.stringify({ secrets, demo }, null, 2)}\n`);
  // After the databases: a provider may know more than we do, and can then be asked; never less.
  const books = join(dir, 'sandbox', SANDBOX_BOOKS);
  const hasSandbox = existsSync(books);
  if (hasSandbox) {
    copyFileSync(books, join(backup, SANDBOX_BOOKS));
    chmodSync(join(backup, SANDBOX_BOOKS), 0o600);
  }
  const names = [...CLUSTER_FILES, 'state.json', ...(hasSandbox ? [SANDBOX_BOOKS] : [])];
  const files = await step('check sums', () => Promise.all(names.map((name) => describeFile(backup, name))));
  const manifest = {
    format: 1,
    takenAt,
    frontrow: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
    postgres: Number(readFileSync(join(findCluster(dir).data, 'PG_VERSION'), 'utf8')),
    hasSandbox,
    note: NOTE,
    files,
  };
  writePrivate(join(backup, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return { takenAt, size: megabytes(files.reduce((sum, { bytes }) => sum + bytes, 0)) };
}

/**
 * Checks a backup without an instance: every file, and the databases by PostgreSQL's own tools.
 * @param {{ dir: string, backup: string }} options
 * @param {Progress} progress
 */
export async function verifyBackup({ dir, backup }, { step }) {
  const manifest = readManifest(backup);
  await step('check sums', () => checkFiles(backup, manifest));
  await step('databases', () => verifyCluster(dir, backup));
  return manifest;
}
