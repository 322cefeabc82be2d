import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'undici';
import { countLatencies } from '../measure/latency.js';
import { openSchedule, sendOpenly } from './schedule.js';

/**
 * A load for the generator. Closed: each connection starts its next visit once the last one is answered, until the time or the number of
 * visits is used up. Burst: all visitors come at once, and latency counts from that moment. Open: visitors come at a fixed rate, and
 * latency counts from the moment each was due.
 *
 * @typedef {object} Job
 * @property {string} origin
 * @property {number} connections kept open; each carries one request at a time
 * @property {string} recipe of recipes.js
 * @property {object} params
 * @property {{ closedForMs: number, warmUpMs?: number, atMost?: number } | { burst: number } | { rate: number, forMs: number }} how
 *
 * @typedef {object} Traffic
 * @property {number} perSecond visits that ended after the warm-up
 * @property {number} visits all visits, including those of the warm-up
 * @property {number} tookMs until the last was answered
 * @property {Record<string, number>} answers counts of each status, and of each error code
 * @property {import('../measure/latency.js').Latency} latency of the visits after the warm-up
 * @property {import('../measure/latency.js').Latency[]} steps of each request of a visit, when it has several
 * @property {number} bytes of bodies
 */

/**
 * @param {Job} job
 * @param {import('./recipes.js').Recipe} recipe
 * @returns {Promise<Traffic>}
 */
export async function send({ origin, connections, how }, { visit, keeps = false }) {
  const options = { pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000, keepAliveTimeout: 3_500 };
  const clients = Array.from({ length: connections }, () => new Client(origin, options));
  const asks = clients.map((client) => asker(client, keeps));
  const latency = countLatencies();
  /** @type {ReturnType<typeof countLatencies>[]} */
  const steps = [];
  /** @type {Record<string, number>} */
  const answers = {};
  let [visits, counted, bytes] = [0, 0, 0];

  /** @param {number} lane @param {number} n */
  async function visitOnce(lane, n) {
    const ask = /** @type {ReturnType<typeof asker>} */ (asks[lane]);
    let before;
    for (let step = 0; ; step++) {
      const request = visit(n, step, before);
      if (!request) break;
      const since = performance.now();
      before = await ask(request);
      const own = steps[step] ?? countLatencies();
      steps[step] = own;
      own.add(performance.now() - since);
      answers[before.error ?? before.status] = (answers[before.error ?? before.status] ?? 0) + 1;
      bytes += before.bytes;
    }
    visits += 1;
  }

  const start = performance.now();
  const elapsed = () => performance.now() - start;
  let countedForMs = 0;
  if ('rate' in how) {
    await sendOpenly({
      schedule: openSchedule(how.rate, how.forMs),
      lanes: connections,
      send: visitOnce,
      latency: (_n, ms) => latency.add(ms),
      clock: { now: () => performance.now(), wait },
    });
    [counted, countedForMs] = [visits, elapsed()];
  } else {
    const burst = 'burst' in how;
    const {
      closedForMs,
      warmUpMs = 0,
      atMost = Number.POSITIVE_INFINITY,
    } = burst ? { closedForMs: Number.POSITIVE_INFINITY, atMost: how.burst } : how;
    let next = 0;
    const lane = async (/** @type {unknown} */ _, /** @type {number} */ index) => {
      while (next < atMost && elapsed() < warmUpMs + closedForMs) {
        const since = elapsed();
        await visitOnce(index, next++);
        const now = elapsed();
        if (now < warmUpMs || now > warmUpMs + closedForMs) continue;
        counted += 1;
        countedForMs = now - warmUpMs;
        latency.add(burst ? now : now - since);
      }
    };
    await Promise.all(clients.map(lane));
    if (!burst && next < atMost) countedForMs = closedForMs;
  }
  const tookMs = elapsed();
  await Promise.all(clients.map((client) => client.destroy()));
  return {
    perSecond: (counted / countedForMs) * 1_000,
    visits,
    tookMs,
    answers,
    latency: latency.summary(),
    steps: steps.length > 1 ? steps.map((step) => step.summary()) : [],
    bytes,
  };
}

/**
 * Sends one request after the other over one connection, with as little work as possible: the generator shares the machine with the
 * system it measures. A request that got no answer has status 0 and the code of its error.
 *
 * @param {Client} client
 * @param {boolean} keeps whether bodies are wanted
 */
function asker(client, keeps) {
  /** @typedef {import('./recipes.js').Answer & { bytes: number, error?: string }} Got */
  /** @type {(got: Got) => void} */
  let done;
  let [status, bytes, body] = [0, 0, ''];
  const handler = {
    onRequestStart() {
      [status, bytes, body] = [0, 0, ''];
    },
    onResponseStart(/** @type {unknown} */ _controller, /** @type {number} */ code) {
      status = code;
    },
    onResponseData(/** @type {unknown} */ _controller, /** @type {Buffer} */ chunk) {
      bytes += chunk.length;
      if (keeps) body += chunk.toString();
    },
    onResponseEnd: () => done({ status, body, bytes }),
    onResponseError(/** @type {unknown} */ _controller, /** @type {Error & { code?: string }} */ { code, message }) {
      done({ status: 0, body, bytes, error: code ?? message });
    },
  };
  return (/** @type {import('./recipes.js').Request} */ request) =>
    /** @type {Promise<Got>} */ (
      new Promise((resolve) => {
        done = resolve;
        client.dispatch(request, handler);
      })
    );
}
