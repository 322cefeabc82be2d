import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findCluster, removePostgres } from '../engines/postgres-cluster.js';
import { temporaryFolder } from '../test/support.ts';
import { restoreBackup } from './restore.js';

const folder = temporaryFolder();
const dir = join(folder, 'instance');
const backup = join(folder, 'backup');
afterAll(() => removePostgres(dir));

const unheardOf = 999;
const progress = { step: (_name: string, work: (note: () => void) => unknown) => work(() => {}) };
const restore = () => restoreBackup({ dir, backup, replace: true, withSandbox: false }, progress as never);

test('what is to be replaced stays until it is known that the backup can be read', async () => {
  const { home, data } = findCluster(dir);
  const there = [join(home, 'ours'), join(dir, 'nats', 'ours'), join(dir, 'redis', 'ours')];
  for (const file of there) {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
  }
  mkdirSync(backup);
  const manifest = {
    format: 1,
    takenAt: '',
    frontrow: '',
    postgres: unheardOf,
    hasSandbox: false,
    note: '',
    files: [],
  };
  writeFileSync(join(backup, 'manifest.json'), JSON.stringify(manifest));

  await expect(restore()).rejects.toThrow(`need PostgreSQL ${unheardOf}, which is not installed: install it`);
  expect(there.filter((file) => !existsSync(file))).toEqual([]);
  expect(existsSync(data)).toBe(false);
});
