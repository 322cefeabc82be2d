import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from './base/problem.js';
import { createProgress, elapsed } from './base/progress.js';
import { stopSignal } from './base/stop-signals.js';
import { ROOT } from './options.js';
import { runParts } from './runner/run-parts.js';
import { parseTestOptions, TEST_HELP } from './test-options.js';

/** @param {{ names: string[], dir: string }} options @returns {Promise<boolean>} whether all passed */
async function test({ names, dir }) {
  const since = performance.now();
  const progress = createProgress();
  const signal = stopSignal(() => process.exit(130));
  const artefacts = join(ROOT, 'artefacts');
  rmSync(artefacts, { recursive: true, force: true });
  mkdirSync(join(artefacts, 'logs'), { recursive: true });

  const outcomes = await runParts(names, { root: ROOT, dir, artefacts, progress, signal });
  for (const name of ['engines', 'stack']) {
    const logs = join(dir, name, 'logs');
    if (existsSync(logs)) cpSync(logs, join(artefacts, 'logs', name), { recursive: true });
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failures.length, 0);
  console.log(
    `\n  after ${elapsed(since)}; logs and screenshots are in artefacts/\n${passed} passed, ${failed} failed`,
  );
  return failed === 0;
}

process.stdout.on('error', () => {}); // whoever read the output may be gone
try {
  const options = parseTestOptions(process.argv.slice(2));
  if (options.help) console.log(TEST_HELP);
  else process.exitCode = (await test(options)) ? 0 : 1;
} catch (error) {
  console.error(`\n  ${describe(error)}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
process.exit();
