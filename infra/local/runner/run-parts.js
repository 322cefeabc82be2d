import { join } from 'node:path';
import { once } from '../base/once.js';
import { describe } from '../base/problem.js';
import { startFaultStack } from '../faults/stack.js';
import { ROOT } from '../options.js';
import { CLUSTERING, ENGINES } from '../prepare/find-engines.js';
import { findKubectl } from '../prepare/kubectl.js';
import { prepare } from '../prepare/prepare.js';
import { startTestEngines, startTestStack } from './test-environment.js';

/**
 * @typedef {import('./results.js').Outcome} Outcome
 * @typedef {import('./parts.js').Part & { name: string }} NamedPart
 *
 * @typedef {object} Run
 * @property {string} root
 * @property {string} dir where engines and stack keep their data
 * @property {string} artefacts
 * @property {import('../base/progress.js').Progress} progress
 * @property {AbortSignal} signal
 */

/** The system's packages behind each need. @type {Record<string, string[]>} */
const PACKAGES = {
  engines: ENGINES,
  stack: ENGINES,
  faultStack: ENGINES,
  programs: ENGINES,
  clustering: CLUSTERING,
  chromium: ['Chromium'],
  kubectl: findKubectl(ROOT) ? [] : ['unzip'],
};

/** How many of the parts that mostly wait run at a time. */
const AT_ONCE = 2;

/** How many failures of a part are shown; its log has them all. */
const SHOWN = 10;

/**
 * Runs the parts: the quick ones side by side, while the client is being built; then those that mostly wait, some at a
 * time; then the others one after the other.
 * @param {NamedPart[]} parts
 * @param {Run} run
 * @returns {Promise<Outcome[]>}
 */
export async function runParts(parts, run) {
  const needed = new Set(parts.flatMap(({ needs }) => needs));
  const environment = getReady(
    [...needed].flatMap((need) => PACKAGES[need] ?? []),
    run,
  );
  if (needed.has('stack')) environment.client().catch(() => {}); // the part that needs it says why there is none
  try {
    const quick = parts.filter((part) => part.quick);
    const outcomes = await Promise.all(quick.map((part) => runPart(part, environment, run)));
    const waiting = parts.filter((part) => part.waits);
    outcomes.push(...(await runSideBySide(waiting, (part) => runPart(part, environment, run))));
    const others = parts.filter((part) => !part.quick && !part.waits);
    for (const [index, part] of others.entries()) {
      await stopAllBut(new Set(others.slice(index).flatMap(({ needs }) => needs)), environment);
      outcomes.push(await runPart(part, environment, run));
    }
    return outcomes;
  } finally {
    await run.progress.idle();
    await stopAllBut(new Set(), environment);
  }
}

/** @param {NamedPart[]} parts @param {(part: NamedPart) => Promise<Outcome>} run @returns {Promise<Outcome[]>} */
async function runSideBySide(parts, run) {
  const left = [...parts];
  /** @type {Outcome[]} */
  const outcomes = [];
  const runNext = async () => {
    for (let part = left.shift(); part; part = left.shift()) outcomes.push(await run(part));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runNext));
  return outcomes;
}

/**
 * Stops what no part needs any more: it would take its share of the machine from those to come.
 * @param {Set<string>} needed
 * @param {Environment} environment
 */
async function stopAllBut(needed, environment) {
  for (const name of /** @type {const} */ (['faultStack', 'stack', 'engines'])) {
    if (needed.has(name)) continue;
    const running = await environment[name].started()?.catch(() => undefined);
    await running?.stop();
  }
}

/** @typedef {ReturnType<typeof getReady>} Environment */

/** @param {string[]} packages @param {Run} run */
function getReady(packages, { root, dir, artefacts, progress, signal }) {
  const ready = prepare({ root, logs: join(artefacts, 'logs'), packages: [...new Set(packages)], progress, signal });
  const engines = once(async () => {
    await ready.engines();
    return startTestEngines(join(dir, 'engines'), progress);
  });
  const stack = once(async () => {
    await Promise.all([ready.engines(), ready.client()]);
    return startTestStack(join(dir, 'stack'), progress, signal);
  });
  const faultStack = once(async () => {
    await Promise.all([ready.engines(), ready.services()]);
    return startFaultStack(join(dir, 'faults'), progress, signal);
  });
  return {
    ...ready,
    chromium: ready.engines,
    programs: ready.engines,
    clustering: ready.engines,
    engines,
    stack,
    faultStack,
  };
}

/**
 * Whatever goes wrong with a part is a failure of that part, never a part that was not counted.
 * @param {NamedPart} part
 * @param {Environment} environment
 * @param {Run} run
 * @returns {Promise<Outcome>}
 */
async function runPart({ name, needs, run }, environment, { root, dir, artefacts, progress, signal }) {
  /** @type {Outcome} */
  let outcome;
  try {
    const answers = await Promise.all(needs.map((need) => environment[need]()));
    signal.throwIfAborted();
    const env = Object.assign({}, ...answers.map((answer) => answer?.env));
    outcome = await progress.step(
      name,
      (note) => run({ root, dir, artefacts, note, signal }, env),
      ({ failures }) => failures.length === 0,
    );
  } catch (error) {
    outcome = { passed: 0, failures: [{ file: '', title: name, passed: false, why: describe(error) }] };
  }
  const { failures } = outcome;
  for (const { title, why } of failures.slice(0, SHOWN)) progress.say(`      ✗ ${title}\n${excerpt(why)}`);
  if (failures.length > SHOWN) progress.say(`      … and ${failures.length - SHOWN} more: artefacts/logs/${name}.log`);
  return outcome;
}

/** The first lines of why a test failed, without colours. @param {string} why */
function excerpt(why) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with a control character
  const lines = why.replace(/\x1b\[[0-9;]*m/g, '').split('\n');
  return lines
    .filter((line) => line.trim())
    .slice(0, 12)
    .map((line) => `          ${line.slice(0, 200)}`)
    .join('\n');
}
