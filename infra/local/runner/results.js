import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { signalGroup } from '../base/process-table.js';

/**
 * How a test runner in its own process and bin/test talk: a marked line for each test, and one at the very end, so that
 * a runner that crashes or hangs up is never taken for one that had nothing to say. A test itself may say how far it is,
 * and what it measured, in lines on standard error that begin with `progress:` and `measured:`.
 *
 * @typedef {{ file: string, title: string, passed: boolean, why: string }} Result
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {Result[]} failures
 * @property {string[]} [measured]
 */

/** A part that takes longer hangs, unless it was said to be a long one. */
const LIMIT_MINUTES = 10;

const MARK = '\u0001frontrow ';

/** @param {Result | 'end'} message */
export const tell = (message) => process.stdout.write(`\n${MARK}${JSON.stringify(message)}\n`);

/**
 * Runs a test runner and counts what it tells. Anything but an orderly end with at least one test is a failure more.
 * Whatever the tests had started ends with it: a service left running would knock at the next run's engines.
 * @param {string[]} args of Node
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, log: string, note: (text: string) => void, signal: AbortSignal, limitMinutes?: number | undefined }} options
 * @returns {Promise<Outcome>}
 */
export async function collectResults(args, { cwd, env, log, note, signal, limitMinutes = LIMIT_MINUTES }) {
  const output = createWriteStream(log);
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const endAll = () => child.pid && signalGroup(child.pid, 'SIGKILL');
  child.on('exit', endAll);
  process.on('exit', endAll); // a second Ctrl-C waits for nobody
  let stopped = '';
  const stop = (/** @type {string} */ why) => {
    stopped = why;
    child.kill();
  };
  const interrupt = () => stop('was interrupted');
  signal.addEventListener('abort', interrupt, { once: true });
  const limit = setTimeout(() => stop(`took longer than ${limitMinutes} minutes`), limitMinutes * 60_000);

  /** @type {Outcome & { measured: string[] }} */
  const outcome = { passed: 0, failures: [], measured: [] };
  let ended = false;
  createInterface({ input: child.stderr }).on('line', (line) => {
    output.write(`${line}\n`);
    const [, kind, text = ''] = /^\s*(progress|measured): (.*)$/.exec(line) ?? [];
    if (kind === 'progress') note(text);
    if (kind === 'measured') outcome.measured.push(text);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith(MARK)) return output.write(`${line}\n`);
    const message = JSON.parse(line.slice(MARK.length));
    if (message === 'end') ended = true;
    else if (message.passed) outcome.passed++;
    else outcome.failures.push(message);
    note(`${outcome.passed} passed, ${outcome.failures.length} failed`);
  });
  const how = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, name) => resolve(code ?? name));
  });
  signal.removeEventListener('abort', interrupt);
  process.off('exit', endAll);
  clearTimeout(limit);
  output.end();

  const fail = (/** @type {string} */ why) =>
    outcome.failures.push({ file: '', title: 'the test runner', passed: false, why });
  if (stopped) fail(stopped);
  else if (!ended) fail(`ended before it was done (${how})`);
  else if (outcome.passed + outcome.failures.length === 0) fail('found no test');
  else if (how !== 0 && outcome.failures.length === 0) fail(`ended with ${how}`);
  return outcome;
}
