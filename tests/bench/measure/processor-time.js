import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor time in ms by part. @typedef {Record<string, number>} Parts */

/** Linux counts the time of a process in hundredths of a second. */
const TICK_MS = 10;

/**
 * The processor time in ms that each part of a stack has used since its start, including that of its children. `others` are
 * further processes, by name. `kernel` is the time that belongs to none of them: moving packets between them, and whatever
 * else this machine does.
 *
 * @param {string} stateDir
 * @param {Record<string, number>} others process ids
 * @returns {Parts}
 */
export function processorTime(stateDir, others = {}) {
  const pids = { ...pidsOf(stateDir), ...others };
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []));
  const apart = new Set(Object.values(pids)); // the generator, for example, is a child of the bench
  /** @param {number} pid @returns {number} */
  const withChildren = (pid) => {
    const own = all.find((stat) => stat.pid === pid);
    const helpers = all.filter((stat) => stat.parent === pid && !apart.has(stat.pid));
    return helpers.reduce((sum, helper) => sum + withChildren(helper.pid), own?.ms ?? 0);
  };
  const known = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, withChildren(pid)]));
  return { ...known, kernel: busyTime() - Object.values(known).reduce((sum, ms) => sum + ms, 0) };
}

/** @param {Parts} before @param {Parts} after @returns {Parts} */
export const timeBetween = (before, after) =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

/** The processor time in ms of one process, without its children; 0 when it has ended. @param {number} pid */
export const timeOf = (pid) => statOf(String(pid))?.ms ?? 0;

/** The processes of a stack as its supervisor notes them. @param {string} stateDir @returns {Record<string, number>} */
export function pidsOf(stateDir) {
  /** @type {Record<string, { pid: number }>} */
  const table = JSON.parse(readFileSync(join(stateDir, 'processes.json'), 'utf8'));
  return Object.fromEntries(Object.entries(table).map(([name, { pid }]) => [name, pid]));
}

/**
 * The memory of a process in MiB (PSS: pages shared by several processes count in parts).
 * @param {number} pid
 */
export function memoryOf(pid) {
  const [, kib] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kib) / 1_024;
}

/** How many ms the processors of this machine have been busy since it started. */
export function busyTime() {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0] = readFileSync('/proc/stat', 'utf8')
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts) * TICK_MS;
}

/** @param {string} pid */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0); // own and reaped children's
    return { pid: Number(pid), parent: Number(fields[1]), ms: ticks * TICK_MS };
  } catch {
    return undefined; // it has just ended
  }
}
