import { findRunning, occupy } from './base/instance.js';
import { choosePorts, portProblem } from './base/ports.js';
import { Problem } from './base/problem.js';
import { stopOrphans } from './base/process-table.js';
import { clearState, loadState, makeStateFolder, saveState } from './base/state.js';
import { removePostgres } from './engines/postgres-cluster.js';
import { parseDeployment, ROOT } from './options.js';
import { inheritedEnv } from './stack.js';

/**
 * Takes a state folder for this process, cleans up after one that was killed, and settles secrets and the page's port.
 * Without `port`, any free one will do for the page.
 *
 * @typedef {object} Options
 * @property {string} dir
 * @property {number} [port]
 * @property {boolean} [usesSandbox]
 * @property {boolean} [usesMailbox]
 * @property {boolean} [forTests]
 * @property {import('./options.js').Deployment | undefined} [deployment] how many replicas, from which images
 * @property {import('./stack.js').Settings} [settings]
 * @property {(line: string) => void} say
 *
 * @param {Options} options
 * @returns {Promise<{ instance: import('./stack.js').Instance, release: () => void }>}
 */
export async function openInstance({
  dir,
  port,
  usesSandbox = true,
  usesMailbox = true,
  forTests = false,
  deployment = parseDeployment(process.env),
  settings = () => ({}),
  say,
}) {
  makeStateFolder(dir);
  const release = occupy(dir, `http://localhost:${port ?? ''}`);
  try {
    const orphans = await stopOrphans(dir);
    if (orphans.length > 0) say(`  Stopped what the last run, which was killed, had left: ${orphans.join(', ')}.`);
    const saved = loadState(dir);
    if (port) await requireFree(port);
    const ports = port ? { ...saved.ports, page: port } : await choosePorts(saved.ports, ['page']);
    const state = { ...saved, ports, replicas: deployment.replicas };
    saveState(dir, state);
    const url = `http://localhost:${state.ports.page}`;
    const env = inheritedEnv();
    const instance = { root: ROOT, dir, url, state, usesSandbox, usesMailbox, forTests, env, settings, ...deployment };
    return { instance, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Removes all data of an instance that does not run. @param {string} dir */
export async function clearInstance(dir) {
  if (findRunning(dir))
    throw new Problem(`Frontrow is running on ${dir}: stop it first, with bin/up --stop or Ctrl-C.`);
  await stopOrphans(dir);
  clearState(dir);
  removePostgres(dir);
}

/** @param {number} port */
async function requireFree(port) {
  const why = await portProblem(port);
  if (why === 'EACCES') throw new Problem(`Port ${port} is for root only: choose another with PORT=8081 bin/up.`);
  if (why) throw new Problem(`Port ${port} is taken by another program: choose another with PORT=${port + 1} bin/up.`);
}
