import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keepLogsSmall, rotate } from './log-files.js';
import { Problem } from './problem.js';
import { identify } from './process-identity.js';
import { createProcessTable, signalGroup } from './process-table.js';
import { lastLines } from './run.js';
import { until } from './wait.js';

/**
 * @typedef {object} ProcessSpec
 * @property {string} name
 * @property {string} command
 * @property {string[]} args
 * @property {Record<string, string | undefined>} env its whole environment
 * @property {string} cwd
 * @property {() => Promise<string | undefined>} waitsFor what it still needs to be ready, undefined when it is
 * @property {NodeJS.Signals} [stopSignal] SIGTERM unless it says otherwise
 * @property {number} [uid]
 * @property {number} [gid]
 *
 * @typedef {ReturnType<typeof createSupervisor>} Supervisor
 */

const READY_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 20_000;
const QUICK_MS = 10_000;
const QUICK_DEATHS_THAT_FAIL = 5;

/** How long to wait before the next start, in ms, after so many quick deaths in a row. @param {number} deaths */
export const backoff = (deaths) => Math.min(200 * 2 ** Math.max(0, deaths - 1), 5000);

/**
 * Starts processes and starts again whichever dies, until it is told to stop them.
 * While `<dir>/paused/<name>` exists, that process is not started again: for debugging it by hand, and for tests.
 *
 * @param {string} dir the state folder of the instance
 * @param {(line: string) => void} say tells the person at the keyboard
 */
export function createSupervisor(dir, say) {
  const table = createProcessTable(dir);
  const logs = join(dir, 'logs');
  rmSync(join(dir, 'paused'), { recursive: true, force: true });
  const stopLogKeeping = keepLogsSmall(logs);
  /** @type {{ spec: ProcessSpec, pid: number | undefined, over: Promise<void> }[]} */
  const kept = [];
  const stopping = new AbortController();

  /**
   * @param {ProcessSpec} spec
   * @param {(pid: number | undefined) => void} onPid
   * @returns {Promise<string>} how it ended
   */
  function runOnce(spec, onPid) {
    const log = join(logs, `${spec.name}.log`);
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    rotate(log);
    const out = openSync(log, 'a', 0o600);
    // A session of its own, so that Ctrl-C at the terminal reaches only the supervisor, which stops all in order.
    const { command, args, env, cwd, uid, gid } = spec;
    const child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', out, out] });
    closeSync(out);
    const { pid } = child;
    onPid(pid);
    if (pid) table.set(spec.name, { ...identify(pid), stopSignal: spec.stopSignal ?? 'SIGTERM' });
    return new Promise((resolve) => {
      /** @param {string} how */
      const over = (how) => {
        if (pid) signalGroup(pid, 'SIGKILL'); // helpers it may have left would hold its port
        table.delete(spec.name);
        onPid(undefined);
        resolve(how);
      };
      child.once('error', (error) => over(error.message));
      child.once('exit', (code, signal) => over(signal ?? `exit code ${code}`));
    });
  }

  /** @param {ProcessSpec} spec @param {(pid: number | undefined) => void} onPid */
  async function keepRunning(spec, onPid) {
    const paused = join(dir, 'paused', spec.name);
    let quickDeaths = 0;
    while (!stopping.signal.aborted) {
      const since = performance.now();
      const how = await runOnce(spec, onPid);
      if (stopping.signal.aborted) return;
      quickDeaths = performance.now() - since < QUICK_MS ? quickDeaths + 1 : 1;
      if (quickDeaths === QUICK_DEATHS_THAT_FAIL) say(`  ! ${spec.name} keeps failing: ${whyFailing(spec.name)}`);
      else if (quickDeaths < QUICK_DEATHS_THAT_FAIL) say(`  ! ${spec.name} ended (${how}), starting it again`);
      const end = performance.now() + backoff(quickDeaths);
      const mayStart = () => stopping.signal.aborted || (performance.now() >= end && !existsSync(paused));
      await until(mayStart, { timeoutMs: Number.POSITIVE_INFINITY, everyMs: 100 });
    }
  }

  /** @param {string} name */
  const whyFailing = (name) => {
    const log = join(logs, `${name}.log`);
    return `${lastLines(log, 1)[0] ?? 'it left no word'} (log: ${log})`;
  };

  return {
    /**
     * Starts a process and resolves once it is ready.
     * @param {ProcessSpec} spec
     * @param {(detail: string) => void} [note] what it waits for meanwhile
     */
    async start(spec, note) {
      stopping.signal.throwIfAborted();
      const entry = { spec, pid: /** @type {number | undefined} */ (undefined), over: Promise.resolve() };
      entry.over = keepRunning(spec, (pid) => {
        entry.pid = pid;
      });
      kept.push(entry);
      const ready = async () => {
        const missing = await spec.waitsFor();
        note?.(missing ?? '');
        return missing === undefined && entry.pid !== undefined; // and it is not another program that answers
      };
      const options = { timeoutMs: READY_WITHIN_MS, everyMs: 100, signal: stopping.signal };
      if (!(await until(ready, options))) {
        throw new Problem(`${spec.name} is not ready after ${READY_WITHIN_MS / 1000} s: ${whyFailing(spec.name)}`);
      }
    },

    /**
     * Stops all in the reverse order of their start, one after the other.
     * @param {(detail: string) => void} [note] what it is stopping
     */
    async stop(note) {
      stopping.abort();
      for (const entry of kept.toReversed()) {
        note?.(entry.spec.name);
        if (entry.pid) process.kill(entry.pid, entry.spec.stopSignal ?? 'SIGTERM');
        const patience = setTimeout(() => entry.pid && signalGroup(entry.pid, 'SIGKILL'), STOPS_WITHIN_MS);
        await entry.over;
        clearTimeout(patience);
      }
      note?.('');
      stopLogKeeping();
    },

    /** Ends what is left at once: for a second Ctrl-C. */
    kill() {
      for (const { pid } of kept) if (pid) signalGroup(pid, 'SIGKILL');
    },
  };
}
