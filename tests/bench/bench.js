import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGenerator } from './generator/start.js';
import { at } from './measure/latency.js';
import { processorTime, timeBetween } from './measure/processor-time.js';
import { backlog, drained } from './stack/backlog.js';
import { openDatabases } from './stack/databases.js';
import { startEcho } from './stack/echo.js';
import { sell } from './stack/market.js';
import { makePeople } from './stack/people.js';

/** How soon after a load ends everything that follows from it must be done. */
const DRAINED_WITHIN_MS = 2_000;
const PATIENCE_MS = 600_000;

const BUYERS = 10_000;

/**
 * Everything a load needs: the running stack, the load generator, and the current figures of the echo route.
 *
 * @typedef {Awaited<ReturnType<typeof openBench>>} Bench
 * @typedef {import('./generator/traffic.js').Job} Job
 * @typedef {import('./generator/traffic.js').Traffic} Traffic
 *
 * @param {{ stateDir: string, url: string, quick: boolean, rounds: number, minutes: number, signal: AbortSignal }} options
 */
export async function openBench({ stateDir, url, quick, rounds, minutes, signal }) {
  /** @type {{ ports: Record<string, number>, replicas: number, secrets: { passwords: Record<string, string>, sessionKey: import('jose').JWK } }} */
  const state = JSON.parse(readFileSync(join(stateDir, 'state.json'), 'utf8'));
  const { ports, replicas = 1 } = state;
  const databases = openDatabases(state);
  const [seller] = /** @type {[import('./stack/people.js').Person]} */ (
    makePeople(state.secrets.sessionKey, 'seller', 1)
  );
  const buyers = makePeople(state.secrets.sessionKey, 'buyer', BUYERS);
  const [echoServers, generator] = await Promise.all([
    startEcho({ dir: stateDir, ports, replicas }),
    startGenerator(buyers.map(({ cookie }) => cookie)),
  ]);
  const others = { ...echoServers.pids, generator: generator.pid, bench: process.pid };
  /** @type {(text: string) => void} */
  let note = () => {};
  const left = () => {
    signal.throwIfAborted();
    return backlog(databases, ports);
  };
  /** @type {Promise<never>} */
  const stopped = new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  stopped.catch(() => {}); // whoever waits for something hears of it
  /** @template T @param {Promise<T>} work @returns {Promise<T>} */
  const unlessStopped = (work) => Promise.race([work, stopped]);

  const bench = {
    dir: stateDir,
    url,
    state,
    ports,
    quick,
    rounds,
    /** How long a soak takes. */
    minutes,
    signal,
    unlessStopped,
    databases,
    generator,
    seller,
    buyers,
    echoServers,
    /** The echo route, as measured right before this load: requests a second, and ms. */
    echo: { perSecond: Number.NaN, p50: Number.NaN, p99: Number.NaN },
    /** Reservations a second of one listing, from the most recent measurement. */
    sustained: Number.NaN,

    /** Picks the setting of a full run or that of a quick one. @template T @param {T} whole @param {T} small */
    pick: (whole, small) => (quick ? small : whole),
    note: (/** @type {string} */ text) => note(text),
    noteBy(/** @type {(text: string) => void} */ own) {
      note = own;
    },
    sell: (/** @type {object} */ changes = {}) => sell({ url, databases }, seller, changes),
    originOf: (/** @type {string} */ part) => `http://127.0.0.1:${ports[part]}`,
    /** A rate as a part of the echo route's rate. @param {number} perSecond */
    ofEcho: (perSecond) => perSecond / bench.echo.perSecond,
    processorTime: () => processorTime(stateDir, others),

    /** Sends a load. Requests that got no answer, or a 5xx, are noted in `wrong`. @param {Job} job @param {string[]} wrong */
    async send(job, wrong) {
      const traffic = await unlessStopped(generator.send(job));
      for (const [answer, times] of Object.entries(traffic.answers)) {
        if (!(Number(answer) < 500)) wrong.push(`${times} of ${traffic.visits} were answered ${answer}`);
      }
      return traffic;
    },

    /**
     * Runs `work`, waits until everything that follows from it is done, and reports the processor time of all of it.
     * @template T
     * @param {() => Promise<T>} work
     * @param {string[]} wrong
     * @param {number} [withinMs] how soon after `work` the backlog must be gone
     */
    async follow(work, wrong, withinMs = DRAINED_WITHIN_MS) {
      const [before, since] = [bench.processorTime(), performance.now()];
      const result = await work();
      const drainedMs = await drained(left, { withinMs: PATIENCE_MS, note: bench.note });
      const wallMs = performance.now() - since;
      if (drainedMs > withinMs)
        wrong.push(`the backlog was there for ${(drainedMs / 1_000).toFixed(1)} s after the end`);
      return { result, drainedMs, wallMs, processor: timeBetween(before, bench.processorTime()) };
    },
    drained: (withinMs = PATIENCE_MS) => drained(left, { withinMs, note: bench.note }),

    /** Measures the echo route without nginx. */
    async measureEcho() {
      const forMs = bench.pick(4_000, 2_500);
      const { perSecond, latency } = await generator.send(echoJob(echoServers.direct, forMs));
      bench.echo = { perSecond, p50: at(latency, 50), p99: at(latency, 99) };
      return perSecond;
    },

    async close() {
      generator.stop();
      await Promise.all([echoServers.stop(), databases.close()]);
    },
  };
  return bench;
}

/** @param {string} origin @param {number} closedForMs @returns {Job} */
export const echoJob = (origin, closedForMs) => ({
  origin,
  connections: 64,
  recipe: 'post',
  params: { path: '/api/orders', bodies: [{ ticketId: '01997a6e-3c1f-7a44-9d0f-4f6a2c1b8e77', quantity: 1 }] },
  how: { closedForMs, warmUpMs: 1_000 },
});
