import { spawn } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../base/problem.js';
import { run } from '../base/run.js';
import { findCluster } from '../engines/postgres-cluster.js';
import { inheritedEnv } from '../stack.js';

/** The files of a copy of the cluster: its data, the log that makes them one moment, and PostgreSQL's own check sums. */
export const CLUSTER_FILES = ['base.tar.gz', 'pg_wal.tar.gz', 'backup_manifest'];

/**
 * Copies the whole running cluster: all databases as they are at one moment, for they share one write-ahead log.
 * @param {{ dir: string, port: number, target: string, note: (detail: string) => void }} options
 */
export function copyCluster({ dir, port, target, note }) {
  const { sockets, bin } = findCluster(dir);
  return withScratch(dir, async (scratch, owner) => {
    const first = join(scratch, 'base.tar.gz');
    const size = () => statSync(first, { throwIfNoEntry: false })?.size ?? 0;
    const showing = setInterval(() => note(`${(size() / 1024 / 1024).toFixed(1)} MB`), 500);
    const args = ['-D', scratch, '-Ft', '-z', '-X', 'stream', '-c', 'fast', '-h', sockets, '-p', String(port)];
    const what = 'Copying the databases';
    const advice = 'Is Frontrow running, and was it started by this version?';
    const log = join(dir, 'logs', 'backup.log');
    try {
      await run(join(bin, 'pg_basebackup'), args, { log, what, advice, cwd: '/', env: inheritedEnv(), ...owner });
    } finally {
      clearInterval(showing);
    }
    for (const name of CLUSTER_FILES) {
      copyFileSync(join(scratch, name), join(target, name));
      chmodSync(join(target, name), 0o600);
    }
  });
}

/**
 * Has PostgreSQL check a copy, file by file and with the log that belongs to it, in a place that is removed afterwards.
 * @param {string} dir an instance's folder, beside whose data there is room
 * @param {string} backup
 */
export function verifyCluster(dir, backup) {
  const { bin } = findCluster(dir);
  return withScratch(dir, async (scratch, owner) => {
    const data = join(scratch, 'data');
    await unpackCluster(backup, data, owner);
    const manifest = join(data, 'backup_manifest');
    copyFileSync(join(backup, 'backup_manifest'), manifest);
    if (owner) chownSync(manifest, owner.uid, owner.gid);
    const log = join(dir, 'logs', 'backup.log');
    const what = 'Checking the copy of the databases';
    await run(join(bin, 'pg_verifybackup'), [data], { log, what, cwd: '/', env: inheritedEnv(), ...owner });
  });
}

/** Unpacks a copy to where a server can start on it. @param {string} backup @param {string} data @param {Owner} owner */
export async function unpackCluster(backup, data, owner) {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (owner) chownSync(data, owner.uid, owner.gid);
  await unpack(join(backup, 'base.tar.gz'), data, owner);
  await unpack(join(backup, 'pg_wal.tar.gz'), join(data, 'pg_wal'), owner);
}

/** @typedef {ReturnType<typeof findCluster>['owner']} Owner */

/** The archive is handed over open, since PostgreSQL's user may not see it. @param {string} file @param {string} folder @param {Owner} owner */
async function unpack(file, folder, owner) {
  const tar = spawn('tar', ['-xzf', '-', '-C', folder], { stdio: [openSync(file, 'r'), 'ignore', 'pipe'], ...owner });
  let said = '';
  tar.stderr?.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const code = await new Promise((resolve) => tar.on('close', resolve).on('error', resolve));
  if (code !== 0) throw new Problem(`${file} can't be unpacked: ${said || code}`);
}

/**
 * Lends a folder beside an instance's data, for PostgreSQL's user can't write into the folders of others.
 * @template T
 * @param {string} dir
 * @param {(scratch: string, owner: Owner) => Promise<T>} work
 */
async function withScratch(dir, work) {
  const { home, owner } = findCluster(dir);
  mkdirSync(dirname(home), { recursive: true });
  const scratch = mkdtempSync(join(dirname(home), 'backup-'));
  if (owner) chownSync(scratch, owner.uid, owner.gid);
  try {
    return await work(scratch, owner);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
