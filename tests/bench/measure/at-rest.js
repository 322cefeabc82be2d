import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { memoryOf, pidsOf, timeBetween } from './processor-time.js';

/** Processes beside the stack, and time that belongs to no process. */
const BESIDE = /^(echo|echo-.*|generator|bench|kernel)$/;
const NODE_PROCESS = /^(auth|tickets|orders|payments|expiration|notifications|audit|client|sandbox)(-\d+)?$/;

/** How many cores the stack uses while there are no requests. @param {import('../bench.js').Bench} bench @param {number} forMs */
export async function coresAtRest(bench, forMs) {
  const [before, since] = [bench.processorTime(), performance.now()];
  await wait(forMs, undefined, { signal: bench.signal });
  const took = performance.now() - since;
  const processor = timeBetween(before, bench.processorTime());
  const ours = Object.fromEntries(Object.entries(processor).filter(([part]) => !BESIDE.test(part)));
  return { cores: sum(ours) / took, processor: ours, took };
}

/** The memory of all Node processes of the stack in MiB (PSS), by part. @param {string} stateDir @returns {Record<string, number>} */
export const memoryOfNode = (stateDir) =>
  Object.fromEntries(
    Object.entries(pidsOf(stateDir))
      .filter(([name]) => NODE_PROCESS.test(name))
      .map(([name, pid]) => [name, withChildren(pid).reduce((total, each) => total + memoryOf(each), 0)]),
  );

/** @param {number} pid @returns {number[]} */
const withChildren = (pid) => [
  pid,
  ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .flatMap((child) => withChildren(Number(child))),
];

/** @param {Record<string, number>} parts */
export const sum = (parts) => Object.values(parts).reduce((total, part) => total + part, 0);

/** The processor time of the stack itself, in ms. @param {import('./processor-time.js').Parts} parts */
export const ofStack = (parts) => sum(Object.fromEntries(Object.entries(parts).filter(([part]) => !BESIDE.test(part))));
