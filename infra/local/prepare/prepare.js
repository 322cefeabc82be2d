import { join } from 'node:path';
import { once } from '../base/once.js';
import { buildClient, buildServices, isClientBuilt } from './build.js';
import { findMissing } from './find-engines.js';
import { areDependenciesInstalled, installDependencies } from './install-dependencies.js';
import { findInstaller, installPackages } from './install-packages.js';
import { fetchKubectl, findKubectl } from './kubectl.js';

/**
 * What may have to be got ready, each part when it is first asked for and once, whatever it needs before it.
 *
 * @typedef {ReturnType<typeof prepare>} Preparation
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.logs the folder for the logs of what it runs
 * @param {string[]} options.packages what is needed of the system's packages
 * @param {import('../base/progress.js').Progress} options.progress
 * @param {AbortSignal} options.signal
 */
export function prepare({ root, logs, packages, progress: { step }, signal }) {
  const log = (/** @type {string} */ name) => join(logs, `${name}.log`);

  const engines = once(async () => {
    const wanted = findMissing(packages);
    if (wanted.missing.length === 0) return;
    const installer = findInstaller(wanted);
    await step(`install ${wanted.missing.join(', ')}`, () => installPackages(installer, log('install'), signal));
  });

  const kubectl = once(async () => {
    if (!findKubectl(root)) {
      await engines();
      await step('fetch kubectl', () => fetchKubectl(root, log('kubectl'), signal));
    }
    return { env: { KUBECTL: /** @type {string} */ (findKubectl(root)) } };
  });

  const dependencies = once(async () => {
    if (areDependenciesInstalled(root)) return;
    await step('npm packages', () => installDependencies(root, log('npm'), signal));
  });

  const services = once(async () => {
    await dependencies();
    await step('build the services', () => buildServices({ root, log: log('build'), signal }));
  });

  const client = once(async () => {
    await services();
    if (!isClientBuilt(root)) await step('build the client', () => buildClient({ root, log: log('build'), signal }));
  });

  return { engines, kubectl, dependencies, services, client };
}
