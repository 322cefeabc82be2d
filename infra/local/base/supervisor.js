import { setMaxListeners } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './launch.js';
import { keepLogsSmall } from './log-files.js';
import { Problem } from './problem.js';
import { identify } from './process-identity.js';
import { createProcessTable, signalGroup, signalProcess } from './process-table.js';
import { lastLines } from './run.js';
import { until } from './wait.js';

/**
 * @typedef {import('./launch.js').ProcessSpec} ProcessSpec
 * @typedef {ReturnType<typeof createSupervisor>} Supervisor
 *
 * @typedef {object} Kept
 * @property {ProcessSpec} spec
 * @property {number} [pid] while it runs
 * @property {Promise<void>} over settles once it is not started again
 */

const READY_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 20_000;
const QUICK_MS = 10_000;
const ASK_EVERY_MS = 2_000;
const QUICK_DEATHS_THAT_FAIL = 5;

/** How long to wait before the next start, in ms, after so many quick deaths in a row. @param {number} deaths */
const backoff = (deaths) => Math.min(200 * 2 ** (deaths - 1), 5000);

/** What a liveness probe does in a cluster. @param {ProcessSpec} spec @param {number | undefined} pid */
function endOnceBroken({ isBroken }, pid) {
  if (!isBroken || !pid) return undefined;
  return setInterval(async () => {
    if (await isBroken()) signalGroup(pid, 'SIGKILL');
  }, ASK_EVERY_MS);
}

/**
 * Starts processes and starts again whichever dies or says that it is broken, until it is told to stop them.
 * While `<dir>/paused/<name>` exists, that process is not started again: for debugging it by hand, and for tests.
 *
 * @param {string} dir the state folder of the instance
 * @param {(line: string) => void} say tells the person at the keyboard
 */
export function createSupervisor(dir, say) {
  const logOf = (/** @type {string} */ name) => join(dir, 'logs', `${name}.log`);
  const table = createProcessTable(dir);
  const stopLogKeeping = keepLogsSmall(join(dir, 'logs'));
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // each process listens to it
  /** @type {Kept[]} */
  const all = [];
  rmSync(join(dir, 'paused'), { recursive: true, force: true });

  /** @param {string} name */
  const whyFailing = (name) => `${lastLines(logOf(name), 1)[0] ?? 'it left no word'} (log: ${logOf(name)})`;

  /** @param {Kept} kept @returns {Promise<string>} how it ended */
  async function runOnce(kept) {
    const { name, stopSignal = 'SIGTERM' } = kept.spec;
    const { pid: started, over } = launch(kept.spec, logOf(name));
    const pid = await started;
    if (pid) table.set(name, { ...identify(pid), stopSignal });
    kept.pid = pid;
    const asking = endOnceBroken(kept.spec, pid);
    const how = await over;
    clearInterval(asking);
    kept.pid = undefined;
    table.delete(name);
    return how;
  }

  /** @param {Kept} kept */
  async function keepRunning(kept) {
    const { name } = kept.spec;
    let quickDeaths = 0;
    for (;;) {
      const since = performance.now();
      const how = await runOnce(kept);
      if (stopping.signal.aborted) return;
      quickDeaths = performance.now() - since < QUICK_MS ? quickDeaths + 1 : 1;
      if (quickDeaths === QUICK_DEATHS_THAT_FAIL) say(`  ! ${name} keeps failing: ${whyFailing(name)}`);
      else if (quickDeaths < QUICK_DEATHS_THAT_FAIL) say(`  ! ${name} ended (${how}), starting it again`);
      const end = performance.now() + backoff(quickDeaths);
      const mayStart = () => performance.now() >= end && !existsSync(join(dir, 'paused', name));
      await until(() => stopping.signal.aborted || mayStart(), { timeoutMs: Number.POSITIVE_INFINITY, everyMs: 100 });
      if (stopping.signal.aborted) return;
    }
  }

  return {
    /**
     * Starts a process and resolves once it is ready.
     * @param {ProcessSpec} spec
     * @param {(detail: string) => void} [note] what it waits for meanwhile
     */
    async start(spec, note) {
      stopping.signal.throwIfAborted();
      const kept = /** @type {Kept} */ ({ spec });
      kept.over = keepRunning(kept);
      all.push(kept);
      const ready = async () => {
        const missing = await spec.waitsFor();
        note?.(missing ?? '');
        return missing === undefined && kept.pid !== undefined; // and it is not another program that answers
      };
      const options = { timeoutMs: READY_WITHIN_MS, everyMs: 100, signal: stopping.signal };
      if (await until(ready, options)) return;
      throw new Problem(`${spec.name} is not ready after ${READY_WITHIN_MS / 1000} s: ${whyFailing(spec.name)}`);
    },

    /**
     * Stops all in the reverse order of their start, one after the other.
     * @param {(detail: string) => void} [note] what it is stopping
     */
    async stop(note) {
      stopping.abort();
      for (const kept of all.toReversed()) {
        const { name, stopSignal = 'SIGTERM' } = kept.spec;
        note?.(name);
        if (kept.pid) signalProcess(kept.pid, stopSignal);
        const patience = setTimeout(() => kept.pid && signalGroup(kept.pid, 'SIGKILL'), STOPS_WITHIN_MS);
        await kept.over;
        clearTimeout(patience);
      }
      note?.('');
      stopLogKeeping();
    },

    /** Ends what is left at once: for a second Ctrl-C. */
    kill() {
      for (const { pid } of all) if (pid) signalGroup(pid, 'SIGKILL');
    },
  };
}
