import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '../base/problem.js';
import { createProgress, elapsed } from '../base/progress.js';
import { stopSignal } from '../base/stop-signals.js';
import { ROOT } from '../options.js';
import { runParts } from './run-parts.js';

/**
 * Runs parts of the tests and tells how they ended; the last line says how many passed and failed.
 * @param {import('./run-parts.js').NamedPart[]} parts
 * @param {string} dir where engines and stacks keep their data
 * @param {string} [own] the folder of artefacts/ that is written anew; without it, all of them are
 * @returns {Promise<boolean>} whether all passed
 */
async function runAll(parts, dir, own = '.') {
  const since = performance.now();
  const progress = createProgress();
  const signal = stopSignal(() => process.exit(130));
  const artefacts = join(ROOT, 'artefacts');
  rmSync(join(artefacts, own), { recursive: true, force: true });
  mkdirSync(join(artefacts, 'logs'), { recursive: true });

  const outcomes = await runParts(parts, { root: ROOT, dir, artefacts, progress, signal });
  for (const name of ['engines', 'stack', 'faults']) {
    const logs = join(dir, name, 'logs');
    if (existsSync(logs)) cpSync(logs, join(artefacts, 'logs', name), { recursive: true });
  }
  const measured = outcomes.flatMap((outcome) => outcome.measured ?? []);
  if (measured.length > 0) console.log(`\n  Measured:\n${measured.map((line) => `    ${line}`).join('\n')}`);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failures.length, 0);
  console.log(
    `\n  after ${elapsed(since)}; logs, reports and screenshots are in artefacts/\n${passed} passed, ${failed} failed`,
  );
  return failed === 0;
}

/**
 * The whole of a command that runs parts: its options, its help, its end.
 * @param {() => { help: string | undefined, parts: import('./run-parts.js').NamedPart[], dir: string, own?: string }} parse
 */
export async function runCommand(parse) {
  process.stdout.on('error', () => {}); // whoever read the output may be gone
  try {
    const { help, parts, dir, own } = parse();
    if (help) console.log(help);
    else process.exitCode = (await runAll(parts, dir, own)) ? 0 : 1;
  } catch (error) {
    console.error(`\n  ${describe(error)}`);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  }
  process.exit();
}
