import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.js';
import { identify, isAlive } from './process-identity.js';
import { until } from './wait.js';

/**
 * At most one instance runs on a state folder: it holds `instance.json`, which says who it is and where its page is.
 * What a killed one left is recognised by its process being gone.
 *
 * @typedef {import('./process-identity.js').ProcessIdentity & { url: string }} Running
 */

/** @param {string} dir */
const fileOf = (dir) => join(dir, 'instance.json');

/** The instance that runs on this folder now, if any. @param {string} dir @returns {Running | undefined} */
export function findRunning(dir) {
  try {
    const running = JSON.parse(readFileSync(fileOf(dir), 'utf8'));
    return isAlive(running) ? running : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder for this process. Returns how to give it back.
 * @param {string} dir
 * @param {string} url
 */
export function occupy(dir, url) {
  if (!findRunning(dir)) rmSync(fileOf(dir), { force: true });
  try {
    writeFileSync(fileOf(dir), JSON.stringify({ ...identify(process.pid), url }), { flag: 'wx', mode: 0o600 });
  } catch {
    throw new Problem(`Frontrow is already running: ${findRunning(dir)?.url ?? url} (bin/up --stop stops it).`);
  }
  return () => rmSync(fileOf(dir), { force: true });
}

/** Asks a running instance to stop all it started, and waits until it has. @param {string} dir */
export async function stopRunning(dir) {
  const running = findRunning(dir);
  if (!running) return false;
  process.kill(running.pid, 'SIGTERM');
  if (!(await until(() => !isAlive(running), { timeoutMs: 120_000, everyMs: 200 }))) {
    throw new Problem(`Frontrow (process ${running.pid}) did not stop within two minutes: see ${join(dir, 'logs')}.`);
  }
  return true;
}
