import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idOf, type Manifest, ROOT } from './render.ts';

/** Kubernetes' own types, generated from its OpenAPI document, by the `apiVersion` that they describe. */
const MODULES: Record<string, string> = {
  v1: 'core/v1',
  'apps/v1': 'apps/v1',
  'batch/v1': 'batch/v1',
  'autoscaling/v2': 'autoscaling/v2',
  'policy/v1': 'policy/v1',
  'networking.k8s.io/v1': 'networking/v1',
};

export const isCore = ({ apiVersion }: Manifest) => apiVersion in MODULES;

/**
 * Compiles manifests as literals of those types: an unknown or missing field, or one of a wrong type, is an error. Returns
 * them, a line each.
 */
export function typeErrors(manifests: Manifest[]): string[] {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'manifests-'));
  try {
    const lines = manifests.map(
      (manifest, index) =>
        `export const m${index}: import('kubernetes-types/${MODULES[manifest.apiVersion]}').${manifest.kind} = ${JSON.stringify(manifest)};`,
    );
    const file = join(folder, 'manifests.ts');
    writeFileSync(file, lines.join('\n'));
    const options = '--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler'.split(
      ' ',
    );
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [compiler, ...options, file], {
      encoding: 'utf8',
      cwd: folder,
    });
    const errors = [...stdout.matchAll(/manifests\.ts\((\d+),\d+\): error \w+: (.*)/g)].map(
      ([, line, message]) => `${idOf(manifests[Number(line) - 1]!)}: ${message}`,
    );
    return status !== 0 && errors.length === 0 ? [stdout] : errors;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
