import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import { rotate } from './log-files.js';
import { asOwner, handOver } from './owner.js';
import { signalGroup } from './process-table.js';
import { until } from './wait.js';

/**
 * @typedef {object} ProcessSpec
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {Record<string, string | undefined>} env its whole environment
 * @property {string} cwd
 * @property {() => Promise<string | undefined>} waitsFor what it still needs to be ready, undefined when it is
 * @property {() => Promise<boolean>} [isBroken] whether it runs, but says of itself that only a new start can help
 * @property {NodeJS.Signals} [stopSignal] SIGTERM unless it says otherwise
 * @property {string} [pidFile] where the command notes the process that it runs elsewhere, as one in a container
 * @property {number} [nice] how far it stands back where processors are short: 0 to 19, not at all unless it says so
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {{ reaches: string[], writes: string[] }} [own] where it gives up root: what it must be able to go to, and what is
 *   its own to write
 */

/**
 * Starts a process once. Its output is appended to the log by itself, so it outlives this process.
 * @param {ProcessSpec} spec
 * @param {string} log
 * @returns {{ pid: Promise<number | undefined>, over: Promise<string> }} `over` tells how it ended
 */
export function launch({ command, args, env, cwd, pidFile, nice, uid, gid, own }, log) {
  if (pidFile) {
    mkdirSync(dirname(pidFile), { recursive: true });
    rmSync(pidFile, { force: true });
  }
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  rotate(log);
  const out = openSync(log, 'a', 0o600);
  // A session of its own, so that Ctrl-C at the terminal reaches only the supervisor, which stops all in order.
  for (const path of own?.writes ?? []) handOver(path);
  const run = own ? asOwner(command, args, own.reaches) : { command, args, uid, gid };
  const { uid: user, gid: group } = run;
  const options = { env, cwd, uid: user, gid: group, detached: true };
  const child = spawn(run.command, run.args, { ...options, stdio: ['ignore', out, out] });
  closeSync(out);
  const { pid } = child;
  if (pid && nice) setPriority(pid, nice);
  const over = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      if (pid) signalGroup(pid, 'SIGKILL'); // helpers it may have left would hold its port
      resolve(signal ?? `exit code ${code}`);
    });
  });
  return { pid: pidFile && pid ? processIn(pidFile, over) : Promise.resolve(pid), over };
}

/** The process that a file names, once it does; none if the command was over before. @param {string} file @param {Promise<string>} over */
async function processIn(file, over) {
  const read = () => Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' })) || undefined;
  let isOver = false;
  over.then(() => {
    isOver = true;
  });
  await until(() => isOver || read() !== undefined, { timeoutMs: 60_000 });
  return read();
}
