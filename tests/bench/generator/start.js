import { fork } from 'node:child_process';
import { join } from 'node:path';

/** @typedef {Awaited<ReturnType<typeof startGenerator>>} Generator */

/** Starts the generator's process and hands it the buyers. @param {string[]} cookies */
export async function startGenerator(cookies) {
  const child = fork(join(import.meta.dirname, 'main.js'), { serialization: 'advanced' });
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let next = 0;
  child.on('message', (/** @type {{ id: number, result?: unknown, error?: string }} */ { id, result, error }) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(new Error(error));
    else resolve?.(result);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the generator of loads has ended'));
  });

  /** @param {string} act @param {unknown} [params] @returns {Promise<any>} */
  const ask = (act, params) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      child.send({ id, act, params });
    });

  await ask('meet', cookies);
  return {
    pid: /** @type {number} */ (child.pid),
    /** @param {import('./traffic.js').Job} job @returns {Promise<import('./traffic.js').Traffic>} */
    send: (job) => ask('send', job),
    /** Opens streams, for buyers by number; resolves to the problems. @param {string} origin @param {{ path: string, buyer?: number }[]} wanted @returns {Promise<string[]>} */
    openStreams: (origin, wanted) => ask('openStreams', { origin, wanted }),
    forget: () => ask('forget'),
    /** @param {number} withinMs @returns {Promise<{ at: number, changedAt: number }[]>} ms since 1970 */
    untilAllTold: (withinMs) => ask('untilAllTold', withinMs),
    /** @returns {Promise<string[]>} */
    closeStreams: () => ask('closeStreams'),
    stop: () => child.disconnect(),
  };
}
