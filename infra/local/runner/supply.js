import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJest } from './suites.js';

/**
 * What this repository takes from others: the tests of it (tests/supply), a list of all of it for whoever must know
 * (artefacts/sbom.cdx.json, CycloneDX), and whether any of it has known holes, where the registry answers that.
 * @param {import('./suites.js').Context} context
 * @param {Record<string, string>} env
 * @returns {Promise<import('./results.js').Outcome>}
 */
export async function runSupply(context, env) {
  const { passed, failures } = await runJest('supply', 'tests/supply', context, env);
  const outcome = { passed, failures: [...failures], measured: /** @type {string[]} */ ([]) };

  const sbom = npm(context.root, ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev']);
  const listed = /** @type {{ components?: unknown[] } | undefined} */ (parse(sbom.stdout));
  if (listed?.components?.length) {
    mkdirSync(context.artefacts, { recursive: true });
    writeFileSync(join(context.artefacts, 'sbom.cdx.json'), sbom.stdout);
    outcome.passed++;
    outcome.measured.push(`packages that run in production: ${listed.components.length}, in artefacts/sbom.cdx.json`);
  } else outcome.failures.push(failure('a list of all packages is made', sbom.stderr));

  const audit = npm(context.root, ['audit', '--json', '--package-lock-only', '--omit', 'dev']);
  const found =
    /** @type {{ metadata?: { vulnerabilities?: Record<string, number> }, message?: string } | undefined} */ (
      parse(audit.stdout)
    );
  const counts = found?.metadata?.vulnerabilities;
  if (!counts) {
    outcome.measured.push(
      `known holes in packages: NOT CHECKED, the registry answered: ${found?.message ?? 'nothing'}`,
    );
  } else if ((counts.high ?? 0) + (counts.critical ?? 0) > 0) {
    outcome.failures.push(failure('no package has a known hole that is high or critical', audit.stdout.slice(0, 4000)));
  } else {
    outcome.passed++;
    outcome.measured.push(`known holes in packages: ${JSON.stringify(counts)}`);
  }
  return outcome;
}

/** @param {string} root @param {string[]} args */
const npm = (root, args) => spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} title @param {string} why */
const failure = (title, why) => ({ file: '', title, passed: false, why });
