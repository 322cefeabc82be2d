/**
 * When the requests of an open load are due: one every 1/rate s, however slow the answers are. If all connections are busy and a request is
 * sent late, the delay is part of its latency. Otherwise a server that stalls for a second would be charged for the one request
 * that met the stall, and not for the hundreds that could not be sent meanwhile ("coordinated omission").
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
    /** How many requests are due by then. @param {number} ms */
    dueBy: (ms) => (ms < 0 ? 0 : Math.min(Math.floor(ms / every + 1e-9) + 1, count)),
  };
}

/**
 * Sends requests as they fall due, over lanes that carry one request at a time. A request that finds no free lane waits for the next one.
 * `latency` receives the time from the moment a request was due until it was answered.
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
