/**
 * When the requests of an open load are due: one every 1/rate s, whatever has become of those before. A generator that
 * sends late, because all its connections wait, counts that as part of the latency: otherwise a server that stalls for a
 * second would be measured by the one request it stalled, and not by the hundreds that nobody sent meanwhile.
 *
 * @param {number} rate a second
 * @param {number} forMs
 */
export function openSchedule(rate, forMs) {
  const every = 1_000 / rate;
  const count = Math.round(forMs / every);
  return {
    count,
    /** When request n is due, in ms from the start. @param {number} n */
    dueAt: (n) => n * every,
    /** How many are due by then. @param {number} ms */
    dueBy: (ms) => (ms < 0 ? 0 : Math.min(Math.floor(ms / every + 1e-9) + 1, count)),
  };
}

/**
 * Sends what is due over lanes that take one request at a time; what finds none free waits for the next that is.
 * `latency` is called with the time from when each was due until it was over.
 *
 * @param {object} load
 * @param {ReturnType<typeof openSchedule>} load.schedule
 * @param {number} load.lanes
 * @param {(lane: number, n: number) => Promise<unknown>} load.send
 * @param {(n: number, ms: number) => void} load.latency
 * @param {{ now: () => number, wait: (ms: number) => Promise<unknown> }} load.clock in ms
 */
export async function sendOpenly({ schedule, lanes, send, latency, clock }) {
  const free = Array.from({ length: lanes }, (_, lane) => lane);
  /** @type {number[]} */
  const queue = [];
  /** @type {Promise<void>[]} */
  const under = [];
  const start = clock.now();

  /** @param {number} lane @param {number} first */
  async function serve(lane, first) {
    for (let n = /** @type {number | undefined} */ (first); n !== undefined; n = queue.shift()) {
      await send(lane, n);
      latency(n, clock.now() - start - schedule.dueAt(n));
    }
    free.push(lane);
  }

  for (let next = 0; next < schedule.count; ) {
    const due = schedule.dueBy(clock.now() - start);
    for (; next < due; next++) {
      const lane = free.pop();
      if (lane === undefined) queue.push(next);
      else under.push(serve(lane, next));
    }
    if (next < schedule.count) await clock.wait(Math.max(schedule.dueAt(next) - (clock.now() - start), 0));
  }
  await Promise.all(under);
}
