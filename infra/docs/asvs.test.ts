import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { asvsPage, readRows } from './asvs.js';

const root = join(import.meta.dirname, '../..');

/** The numbers of levels 1 and 2 in ASVS 5.0.0, by section. */
const REQUIREMENTS =
  '1.1 1-2; 1.2 1-9; 1.3 1-11; 1.4 1-3; 1.5 1-2; 2.1 1-3; 2.2 1-3; 2.3 1-4; 2.4 1; 3.2 1-2; 3.3 1-4; 3.4 1-6; 3.5 1-5; 3.7 1-2; 4.1 1-3; 4.2 1; 4.3 1-2; 4.4 1-4; 5.1 1; 5.2 1-3; 5.3 1-2; 5.4 1-3; 6.1 1-3; 6.2 1-12; 6.3 1-4; 6.4 1-4; 6.5 1-5; 6.6 1-3; 6.8 1-4; 7.1 1-3; 7.2 1-4; 7.3 1-2; 7.4 1-5; 7.5 1-2; 7.6 1-2; 8.1 1-2; 8.2 1-3; 8.3 1; 8.4 1; 9.1 1-3; 9.2 1-4; 10.1 1-2; 10.2 1-2; 10.3 1-4; 10.4 1-11; 10.5 1-5; 10.6 1-2; 10.7 1-3; 11.1 1-2; 11.2 1-3; 11.3 1-3; 11.4 1-4; 11.5 1; 11.6 1; 12.1 1-3; 12.2 1-2; 12.3 1-4; 13.1 1; 13.2 1-5; 13.3 1-2; 13.4 1-5; 14.1 1-2; 14.2 1-4; 14.3 1-3; 15.1 1-3; 15.2 1-3; 15.3 1-7; 16.1 1; 16.2 1-5; 16.3 1-4; 16.4 1-3; 16.5 1-3; 17.1 1; 17.2 1-4; 17.3 1-2';

const numbers = REQUIREMENTS.split('; ').flatMap((section) => {
  const [name, ranges] = section.split(' ') as [string, string];
  return ranges.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, n) => `${name}.${first + n}`);
  });
});

test('docs/security/asvs.md is up to date (otherwise: npm run docs:events)', async () =>
  expect(await readFile(join(root, 'docs/security/asvs.md'), 'utf8')).toBe(asvsPage()));

test('every requirement of levels 1 and 2 is answered, each once', () => {
  expect(readRows().map(({ number }) => number)).toEqual(numbers);
  expect(numbers).toHaveLength(253);
});

test('what is referred to is there', () => {
  const wrong = readRows().filter(({ reference }) => {
    if (!reference) return false;
    const [file = '', words] = reference.split('#');
    const path = join(root, file);
    if (!existsSync(path)) return true;
    return Boolean(words) && !statSync(path).isDirectory() && !readFileSync(path, 'utf8').includes(words!);
  });
  expect(wrong.map(({ number, reference }) => `${number} ${reference}`)).toEqual([]);
});

test('tests and code are named, and a no has its reason', () => {
  for (const { number, kind, reference, words } of readRows()) {
    if (kind === 'test' || kind === 'code' || kind === 'document')
      expect([number, reference]).toEqual([number, expect.stringMatching(/./)]);
    else expect([number, words]).toEqual([number, expect.stringMatching(/./)]);
    if (kind !== 'test') continue;
    const path = join(root, reference.split('#')[0]!);
    const files = statSync(path).isDirectory() ? readdirSync(path) : [path];
    expect([number, files.some((file) => /\.(test|spec)\.ts$/.test(file))]).toEqual([number, true]);
  }
});
