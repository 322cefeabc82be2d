import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Problem } from '../base/problem.js';
import { run } from '../base/run.js';
import { findProgram } from './find-engines.js';

/** @typedef {ReturnType<typeof import('./find-engines.js').findMissing>} Wanted */

const isRoot = process.getuid?.() === 0;
const script = join(import.meta.dirname, '..', 'install-debian.sh');

/**
 * Finds out how to install packages here, and asks for the password that sudo may want before any step is drawn.
 * @param {Wanted} wanted
 * @returns {{ command: string, args: string[] }[]}
 */
export function findInstaller({ missing, debian, brew }) {
  const what = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'}`;
  if (findProgram('apt-get')) {
    if (isRoot) return [{ command: 'sh', args: [script, ...debian] }];
    if (maySudo()) return [{ command: 'sudo', args: ['-n', 'sh', script, ...debian] }];
    throw new Problem(
      `${what} missing. As root, run: sh ${script} ${debian.join(' ')} (apt-get install, with no service started), then run this again.`,
    );
  }
  if (findProgram('brew')) {
    if (isRoot) throw new Problem('Homebrew refuses to run as root: run this as your own user.');
    return brew.map((names) => ({ command: 'brew', args: ['install', ...names] }));
  }
  throw new Problem(
    `${what} missing, and neither apt-get nor Homebrew is here: install ${brew.flat().join(', ')}, then run this again.`,
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
 * @param {ReturnType<typeof findInstaller>} commands
 * @param {string} log
 * @param {AbortSignal} [signal]
 */
export async function installPackages(commands, log, signal) {
  for (const { command, args } of commands) {
    await run(command, args, {
      log,
      what: 'Installing packages',
      advice:
        'See whether this machine reaches its package mirror and no other installation runs, then run this again.',
      signal,
      env: { ...process.env, HOMEBREW_NO_ENV_HINTS: '1' },
    });
  }
}
