import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isGroupAlive, isOfAnotherBoot, startOf } from './process-identity.js';
import { writePrivate } from './state.js';
import { until } from './wait.js';

/**
 * The processes an instance started, by name, in `processes.json`: with it the next start finds what a killed one left
 * behind, and a test finds the process it wants to kill.
 *
 * @typedef {import('./process-identity.js').ProcessIdentity & { stopSignal: NodeJS.Signals }} Entry
 */

/** @param {string} dir */
const fileOf = (dir) => join(dir, 'processes.json');

/** @param {string} dir @returns {Record<string, Entry>} */
function read(dir) {
  try {
    return JSON.parse(readFileSync(fileOf(dir), 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} dir */
export function createProcessTable(dir) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  function write() {
    mkdirSync(dir, { recursive: true, mode: 0o700 }); // somebody may have removed it under the running instance
    writePrivate(fileOf(dir), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  }
  return {
    /** @param {string} name @param {Entry} entry */
    set(name, entry) {
      entries.set(name, entry);
      write();
    },
    /** @param {string} name */
    delete(name) {
      entries.delete(name);
      write();
    },
  };
}

/**
 * Stops what an instance that was killed left running. Returns the names of what it found.
 * @param {string} dir
 */
export async function stopOrphans(dir) {
  const orphans = Object.entries(read(dir)).filter(([, entry]) => isLeft(entry));
  for (const [, { pid, stopSignal }] of orphans.reverse()) signalGroup(pid, stopSignal);
  const gone = () => orphans.every(([, entry]) => !isLeft(entry));
  if (!(await until(gone, { timeoutMs: 10_000 }))) {
    for (const [, { pid }] of orphans) signalGroup(pid, 'SIGKILL');
    await until(gone, { timeoutMs: 5000 });
  }
  return orphans.map(([name]) => name);
}

/** Whether the process or, when it died alone, its helpers still run. @param {Entry} entry */
function isLeft(entry) {
  if (isAlive(entry)) return true;
  return !isOfAnotherBoot(entry) && startOf(entry.pid) === undefined && isGroupAlive(entry.pid);
}

/**
 * Sends a signal to a process that leads a group and to its helpers; one that is gone needs none.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export const signalGroup = (pid, signal) => signalProcess(-pid, signal);

/** @param {number} pid @param {NodeJS.Signals} signal */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {}
}
