import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../base/run.js';

/**
 * Whether node_modules holds exactly what the lock file says: npm keeps a lock file of its own in there.
 * @param {string} root
 */
export function areDependenciesInstalled(root) {
  try {
    const wanted = packagesOf(join(root, 'package-lock.json'));
    const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
    return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
      if (path === '' || !path.includes('node_modules/')) return true; // the workspaces themselves
      const there = installed[path];
      return there ? there.version === version && there.integrity === integrity : optional; // other systems' binaries
    });
  } catch {
    return false;
  }
}

/** @param {string} lockFile @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>} */
const packagesOf = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;

/**
 * Installs what the lock file says, and nothing else.
 * @param {string} root
 * @param {string} log
 * @param {AbortSignal} [signal]
 */
export function installDependencies(root, log, signal) {
  return run('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    log,
    what: 'npm ci',
    advice: 'See whether this machine reaches the npm registry, then run this again.',
    signal,
  });
}
