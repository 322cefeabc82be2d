import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from './problem.js';

/**
 * @typedef {object} RunOptions
 * @property {string} log the file that takes its output
 * @property {string} what what it does, for the line that says it failed
 * @property {string} [advice] what to do when it fails
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [input] what it reads from its standard input
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {AbortSignal} [signal]
 */

/**
 * Runs a command to its end. A failure becomes a Problem that shows what the command said about it.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 */
export async function run(command, args, { log, what, advice, ...options }) {
  const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const code = await runForCode(command, args, { log, ...options });
  if (code === 0) return;
  const lines = readFileSync(log, 'utf8')
    .slice(before)
    .split('\n')
    .filter((line) => line.trim());
  const errors = lines.filter((line) => /error|^E: /i.test(line)).slice(0, 4);
  const said = (errors.length > 0 ? errors : lines.slice(-4)).map((line) => `\n      ${line.slice(0, 160)}`);
  throw new Problem([`${what} failed (${code}).`, advice, `Log: ${log}`].filter(Boolean).join(' ') + said.join(''));
}

/**
 * Runs a command to its end and returns how it ended: its exit code, a signal's name or why it could not start.
 * @param {string} command
 * @param {string[]} args
 * @param {Omit<RunOptions, 'what' | 'advice'>} options
 * @returns {Promise<number | string>}
 */
export async function runForCode(command, args, { log, input, signal, ...options }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'a');
  try {
    const child = spawn(command, args, { ...options, stdio: [input === undefined ? 'ignore' : 'pipe', file, file] });
    child.stdin?.on('error', () => {}); // a command that ends early shows by its exit code
    child.stdin?.end(input);
    signal?.addEventListener('abort', () => child.kill(), { once: true });
    if (signal?.aborted) child.kill();
    return await new Promise((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('close', (code, signal) => resolve(code ?? signal ?? 'an unknown end'));
    });
  } finally {
    closeSync(file);
  }
}

/**
 * The last lines of a log that say something, each cut to the width of a screen.
 * @param {string} file
 * @param {number} count
 */
export function lastLines(file, count) {
  try {
    const lines = readFileSync(file, 'utf8').slice(-20_000).split('\n');
    return lines
      .filter((line) => line.trim())
      .slice(-count)
      .map((line) => readable(line).slice(0, 200));
  } catch {
    return [];
  }
}

/** Services log JSON; its message is what a person wants to read. @param {string} line */
function readable(line) {
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line;
  }
}
