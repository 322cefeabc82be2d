import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'undici';

/**
 * Keeps streams of server-sent events open, each on a connection of its own, as browsers do.
 *
 * @param {string} origin
 * @param {{ path: string, cookie?: string }[]} wanted
 */
export async function openStreams(origin, wanted) {
  const AT_ONCE = 100;
  /** @type {Client[]} */
  const clients = [];
  /** When each stream last sent a state (ms since 1970), and how many states it sent. */
  const lastAt = new Float64Array(wanted.length);
  const told = new Uint32Array(wanted.length);
  /** When the thing itself changed, as the state of each stream says; 0 when it says nothing of that. */
  const changedAt = new Float64Array(wanted.length);
  /** @type {string[]} */
  const problems = [];

  /** @param {number} index */
  const open = (index) =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const { path, cookie } = /** @type {{ path: string, cookie?: string }} */ (wanted[index]);
        const client = new Client(origin, { pipelining: 1, bodyTimeout: 0, headersTimeout: 120_000 });
        clients.push(client);
        const headers = ['accept', 'text/event-stream', ...(cookie ? ['cookie', cookie] : [])];
        client.dispatch(
          { method: 'GET', path, headers },
          {
            onRequestStart() {}, // tells undici that this is a handler of the newer kind
            onResponseStart(_controller, status) {
              if (status !== 200) problems.push(`answered ${status}`);
            },
            onResponseData(_controller, chunk) {
              if (!chunk.includes('data:')) return; // a heartbeat
              lastAt[index] = performance.timeOrigin + performance.now();
              told[index] = (told[index] ?? 0) + 1;
              changedAt[index] = Date.parse(/"updatedAt":"([^"]+)"/.exec(chunk.toString())?.[1] ?? '') || 0;
              resolve();
            },
            onResponseEnd() {
              problems.push('ended');
              resolve();
            },
            onResponseError(_controller, error) {
              if (!closing) problems.push(error.message);
              resolve();
            },
          },
        );
      })
    );

  let closing = false;
  let next = 0;
  const lane = async () => {
    while (next < wanted.length) await open(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  return {
    problems,
    /** Resets the counts. */
    forget: () => void told.fill(0),
    /** Waits until each stream has sent a state since the reset, or the time is up. Returns when each last did (0 if it did not). */
    async untilAllTold(/** @type {number} */ withinMs) {
      const end = performance.now() + withinMs;
      while (performance.now() < end && told.includes(0)) await wait(20);
      return Array.from(lastAt, (at, index) => ({ at: told[index] ? at : 0, changedAt: changedAt[index] ?? 0 }));
    },
    async close() {
      closing = true;
      await Promise.all(clients.map((client) => client.destroy()));
    },
  };
}
