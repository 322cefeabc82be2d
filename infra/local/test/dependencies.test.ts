import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { areDependenciesInstalled } from '../prepare/install-dependencies.js';
import { temporaryFolder } from './support.ts';

const root = temporaryFolder();
mkdirSync(join(root, 'node_modules'));

const pg = { version: '8.0.0', integrity: 'sha512-a' };
const otherSystem = { version: '1.0.0', integrity: 'sha512-b', optional: true };
const wanted = { '': { version: '0.1.0' }, common: {}, 'node_modules/pg': pg, 'node_modules/for-mac': otherSystem };

function install(packages: object) {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  return areDependenciesInstalled(root);
}

test('packages are installed when all have the version of the lock file', () => {
  expect(install({ 'node_modules/pg': pg })).toBe(true);
  expect(install({ 'node_modules/pg': { ...pg, version: '7.0.0' } })).toBe(false);
  expect(install({ 'node_modules/pg': { ...pg, integrity: 'sha512-c' } })).toBe(false);
  expect(install({})).toBe(false);
});

test('a fresh clone has none', () => {
  expect(areDependenciesInstalled(join(root, 'nowhere'))).toBe(false);
});
