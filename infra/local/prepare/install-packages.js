import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Problem } from '../base/problem.js';
import { run } from '../base/run.js';
import { findProgram } from './find-engines.js';

/** @typedef {{ debian: string[], brew: string[], what: string }} Wanted what to install, by each system's names */

const isRoot = process.getuid?.() === 0;
const script = join(import.meta.dirname, '..', 'install-debian.sh');

/**
 * Finds out how to install packages here, and asks for the password that sudo may want before any step is drawn.
 * @param {Wanted} wanted
 * @returns {{ command: string, args: string[] }}
 */
export function findInstaller({ debian, brew, what }) {
  if (findProgram('apt-get')) {
    if (isRoot) return { command: 'sh', args: [script, ...debian] };
    if (maySudo()) return { command: 'sudo', args: ['-n', 'sh', script, ...debian] };
    throw new Problem(
      `${what} missing. As root, run: sh ${script} ${debian.join(' ')} (apt-get install, with no service started), then run this again.`,
    );
  }
  if (findProgram('brew')) {
    if (isRoot) throw new Problem('Homebrew refuses to run as root: run this as your own user.');
    return { command: 'brew', args: ['install', ...brew] };
  }
  throw new Problem(
    `${what} missing, and neither apt-get nor Homebrew is here: install ${brew.join(', ')}, then run this again.`,
  );
}

/** Whether sudo lets us, now or after asking for the password. */
function maySudo() {
  if (!findProgram('sudo')) return false;
  if (spawnSync('sudo', ['-n', 'true']).status === 0) return true;
  if (!process.stdin.isTTY) return false;
  console.log('  Installing packages needs your password for sudo.');
  return spawnSync('sudo', ['-v'], { stdio: 'inherit' }).status === 0;
}

/**
 * @param {{ command: string, args: string[] }} installer
 * @param {string} log
 * @param {AbortSignal} [signal]
 */
export function installPackages({ command, args }, log, signal) {
  return run(command, args, {
    log,
    what: 'Installing packages',
    advice: 'See whether this machine reaches its package mirror and no other installation runs, then run this again.',
    signal,
    env: { ...process.env, HOMEBREW_NO_ENV_HINTS: '1' },
  });
}
