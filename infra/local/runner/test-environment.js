import { once } from '../base/once.js';
import { createSupervisor } from '../base/supervisor.js';
import { seed } from '../demo/seed.js';
import { clearInstance, openInstance } from '../open-instance.js';
import { startEngines, startServices } from '../stack.js';

/**
 * What tests run against: it starts empty, in a state folder of its own, and `env` is what they are told of it.
 *
 * @typedef {{ env: Record<string, string>, stop: () => Promise<void> }} Environment
 * @typedef {import('../base/progress.js').Progress} Progress
 */

/**
 * Engines alone, for the tests of single services, which make their own databases, streams and queues.
 * @param {string} dir
 * @param {Progress} progress
 * @returns {Promise<Environment>}
 */
export function startTestEngines(dir, progress) {
  return startEmpty({ dir, progress, forTests: true }, async (instance, supervisor) => {
    await startEngines(instance, supervisor, progress);
    const { ports, secrets } = instance.state;
    return {
      TEST_DATABASE_URL: `postgres://tester:${secrets.passwords.superuser}@127.0.0.1:${ports.postgres}/postgres`,
      TEST_REDIS_URL: `redis://:${secrets.passwords.redis}@127.0.0.1:${ports.redis}/0`,
      TEST_NATS_URL: `nats://127.0.0.1:${ports.nats}`,
    };
  });
}

/**
 * The whole of Frontrow, for the tests of the running system; with its demo data unless it is to be `bare`.
 *
 * @typedef {object} StackOptions
 * @property {import('../stack.js').Settings} [settings]
 * @property {import('../options.js').Deployment} [deployment] how many replicas, from which images
 * @property {boolean} [bare]
 * @property {boolean} [client] whether there are pages, or the API alone
 * @property {typeof startEngines} [engines] how to start the engines, if not as one of each
 * @property {(instance: import('../stack.js').Instance, supervisor: import('../base/supervisor.js').Supervisor) => Promise<void>} [beforeServices]
 *   what is to run once the engines do
 *
 * @param {string} dir
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @param {StackOptions} [options]
 * @returns {Promise<Environment>}
 */
export function startTestStack(dir, progress, signal, options = {}) {
  const { settings, deployment, bare = false, client = true, engines = startEngines, beforeServices } = options;
  return startEmpty({ dir, progress, settings, deployment }, async (instance, supervisor) => {
    await engines(instance, supervisor, progress);
    await beforeServices?.(instance, supervisor);
    await startServices(instance, supervisor, progress, client ? Promise.resolve() : undefined);
    if (!bare) await progress.step('demo data', (note) => seed(instance, { since: new Date(), note, signal }));
    return { BASE_URL: instance.url, FRONTROW_STATE: dir };
  });
}

/**
 * @param {{ dir: string, progress: Progress, forTests?: boolean, settings?: import('../stack.js').Settings | undefined, deployment?: import('../options.js').Deployment | undefined }} options
 * @param {(instance: import('../stack.js').Instance, supervisor: import('../base/supervisor.js').Supervisor) => Promise<Record<string, string>>} start
 */
async function startEmpty({ dir, progress: { say }, forTests, settings, deployment }, start) {
  await clearInstance(dir);
  const { instance, release } = await openInstance({ dir, forTests, settings, deployment, say });
  const supervisor = createSupervisor(dir, () => {}); // tests kill processes on purpose
  const stop = once(async () => {
    await supervisor.stop();
    release();
  });
  try {
    return { env: await start(instance, supervisor), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
