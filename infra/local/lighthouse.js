import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './base/run.js';
import { ROOT } from './options.js';
import { LIGHTHOUSE_HELP, parsePageOptions } from './pages/options.js';
import { findProgram } from './prepare/find-engines.js';
import { collectResults } from './runner/results.js';
import { runCommand } from './runner/run-all.js';

const FOLDER = join(ROOT, 'tests/lighthouse');
const LIMIT_MINUTES = 20;

await runCommand(() => {
  const { help, words, dir } = parsePageOptions(process.argv.slice(2), 'lighthouse');
  return {
    help: help ? LIGHTHOUSE_HELP : undefined,
    dir,
    own: 'lighthouse',
    parts: [
      {
        name: 'lighthouse',
        what: 'Lighthouse on the main pages',
        needs: ['dependencies', 'stack', 'chromium'],
        async run({ root, artefacts, note, signal }, env) {
          const logs = join(artefacts, 'logs');
          if (!isInstalled()) {
            note('installing Lighthouse');
            const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
            await run('npm', args, { cwd: FOLDER, log: join(logs, 'npm-lighthouse.log'), what: 'npm ci', signal });
          }
          const own = { ...env, ARTEFACTS: artefacts, CHROMIUM: findProgram('chromium') };
          return collectResults([join(FOLDER, 'audit.js'), ...words], {
            cwd: root,
            env: { ...process.env, ...own },
            log: join(logs, 'lighthouse.log'),
            note,
            signal,
            limitMinutes: LIMIT_MINUTES,
          });
        },
      },
    ],
  };
});

function isInstalled() {
  const version = (/** @type {string} */ file) =>
    existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages['node_modules/lighthouse']?.version : undefined;
  const wanted = version(join(FOLDER, 'package-lock.json'));
  return version(join(FOLDER, 'node_modules/.package-lock.json')) === wanted;
}
