import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../base/run.js';

/** @typedef {{ root: string, log: string, signal?: AbortSignal }} Where */

/** Compiles the services; the compiler itself knows what has changed. @param {Where} where */
export function buildServices({ root, log, signal }) {
  return run(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], {
    cwd: root,
    log,
    what: 'Compiling',
    signal,
  });
}

/** What the built client depends on. */
const CLIENT_INPUTS = ['client', 'common/src', 'package-lock.json', 'tsconfig.base.json'];
const IGNORED = new Set(['node_modules', 'dist', '.next', 'next-env.d.ts', 'tsconfig.tsbuildinfo']);

/** @param {string} root */
const markOf = (root) => join(root, 'client', '.next', 'built-from');

/** @param {string} root */
export function isClientBuilt(root) {
  return existsSync(markOf(root)) && readFileSync(markOf(root), 'utf8') === hashFiles(root, CLIENT_INPUTS);
}

/** @param {Where} where */
export async function buildClient({ root, log, signal }) {
  const source = hashFiles(root, CLIENT_INPUTS); // before the build: what changes during it is built the next time
  await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: join(root, 'client'),
    log,
    what: 'Building the client',
    signal,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  writeFileSync(markOf(root), source);
}

/** @param {string} root @param {string[]} paths */
function hashFiles(root, paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addTo(hash, join(root, path));
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function addTo(hash, path) {
  const entries = statSync(path).isDirectory() ? readdirSync(path).sort() : undefined;
  hash.update(path);
  if (!entries) hash.update(readFileSync(path));
  for (const name of entries ?? []) if (!IGNORED.has(name)) addTo(hash, join(path, name));
}
