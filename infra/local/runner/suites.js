import { join } from 'node:path';
import { lastLines, runForCode } from '../base/run.js';
import { findProgram } from '../prepare/find-engines.js';
import { collectResults } from './results.js';

/**
 * @typedef {object} Context what every part of the tests gets
 * @property {string} root
 * @property {string} dir where stacks keep their data
 * @property {string} artefacts
 * @property {(text: string) => void} note
 * @property {AbortSignal} signal
 */

/**
 * Runs the Jest tests below a folder.
 * @param {string} name
 * @param {string} folder
 * @param {Context} context
 * @param {Record<string, string>} env
 * @param {string[]} [options]
 * @param {number} [limitMinutes]
 */
export function runJest(name, folder, context, env, options = ['--maxWorkers=2'], limitMinutes) {
  const { root, artefacts, note, signal } = context;
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    `--testMatch=<rootDir>/${folder}/**/*.test.ts`,
    `--reporters=default`,
    `--reporters=${join(import.meta.dirname, 'jest-reporter.js')}`,
    ...options,
  ];
  const log = join(artefacts, 'logs', `${name}.log`);
  const own = { ...process.env, ...env, ARTEFACTS: artefacts };
  return collectResults(args, { cwd: root, env: own, log, note, signal, limitMinutes });
}

/**
 * Runs the Playwright tests of a folder of tests/; their screenshots and traces go to the folder of artefacts of its name.
 * @param {string} name
 * @param {Context} context
 * @param {Record<string, string>} env
 * @param {{ words?: string[], limitMinutes?: number }} [options] `words`: only tests with one of them in their title
 */
export function runPlaywright(name, { root, artefacts, note, signal }, env, { words = [], limitMinutes } = {}) {
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    `--config=tests/${name}/playwright.config.ts`,
    `--output=${join(artefacts, name)}`,
    `--reporter=list,${join(import.meta.dirname, 'playwright-reporter.js')}`,
    ...(words.length > 0 ? [`--grep=${words.map((word) => word.replace(/\W/g, '\\$&')).join('|')}`] : []),
  ];
  const own = { ...env, ARTEFACTS: artefacts, CHROMIUM: findProgram('chromium') };
  const log = join(artefacts, 'logs', `${name}.log`);
  return collectResults(args, { cwd: root, env: { ...process.env, ...own }, log, note, signal, limitMinutes });
}

/**
 * Runs commands that are a check each: one that ends with 0 has passed.
 * @param {Record<string, string[]>} commands by what they check
 * @param {string} name
 * @param {Context} context
 */
export async function runCommands(commands, name, { root, artefacts, note, signal }) {
  /** @type {import('./results.js').Outcome} */
  const outcome = { passed: 0, failures: [] };
  for (const [title, [program = '', ...args]] of Object.entries(commands)) {
    note(title);
    const log = join(artefacts, 'logs', `${name}.log`);
    const code = await runForCode(program, args, { cwd: root, log, signal });
    if (code === 0) outcome.passed++;
    else outcome.failures.push({ file: '', title, passed: false, why: lastLines(log, 12).join('\n') });
  }
  return outcome;
}
