import { join } from 'node:path';
import { buildClient, buildServices, isClientBuilt } from './build.js';
import { ENGINES, missingEngines } from './find-engines.js';
import { areDependenciesInstalled, installDependencies } from './install-dependencies.js';
import { findInstaller, installPackages } from './install-packages.js';

/**
 * Gets ready what is not: engines, npm packages, the services' and the client's build, at the same time where they do
 * not need each other. Each promise settles when its part is there.
 *
 * @param {{ root: string, dir: string, progress: import('../base/progress.js').Progress, signal: AbortSignal }} options
 */
export function prepare({ root, dir, progress: { step }, signal }) {
  const log = (/** @type {string} */ name) => join(dir, 'logs', `${name}.log`);
  const engines = installEngines();
  const dependencies = areDependenciesInstalled(root)
    ? Promise.resolve()
    : step('npm packages', () => installDependencies(root, log('npm'), signal));
  const services = dependencies.then(() =>
    step('build the services', () => buildServices({ root, log: log('build'), signal })),
  );
  const client = services.then(async () => {
    if (!isClientBuilt(root)) await step('build the client', () => buildClient({ root, log: log('build'), signal }));
  });
  return { engines, services, client };

  async function installEngines() {
    const missing = missingEngines();
    if (missing.length === 0) return;
    const wanted = missing.flatMap((name) => ENGINES[name] ?? []);
    const installer = findInstaller({
      debian: wanted.map(({ debian }) => debian),
      brew: wanted.map(({ brew }) => brew),
      what: `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'}`,
    });
    await step(`install ${missing.join(', ')}`, () => installPackages(installer, log('install'), signal));
  }
}
