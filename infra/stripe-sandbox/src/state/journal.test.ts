import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readJournal, rewriteJournal } from './journal.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

test('what was appended can be read as soon as it is acknowledged, in order', async () => {
  const journal = await rewriteJournal(file, [{ n: 0 }]);
  await journal.append({ n: 1 });
  expect(await readJournal(file)).toEqual([{ n: 0 }, { n: 1 }]);
  await Promise.all(Array.from({ length: 100 }, (_, index) => journal.append({ n: index + 2 })));
  expect(await readJournal(file)).toEqual(Array.from({ length: 102 }, (_, n) => ({ n })));
  await journal.close();
});

test('a rewrite replaces everything', async () => {
  await (await rewriteJournal(file, ['old', 'older'])).close();
  await (await rewriteJournal(file, ['new'])).close();
  expect(await readJournal(file)).toEqual(['new']);
});

test('a torn last line is left out, a damaged one is an error', async () => {
  expect(await readJournal(file)).toEqual([]);
  await writeFile(file, '"whole"\n"to');
  expect(await readJournal(file)).toEqual(['whole']);
  await appendFile(file, '\n"next"\n');
  await expect(readJournal(file)).rejects.toThrow(/damaged at line 2/);
});

test('after a failed write nothing is acknowledged any more', async () => {
  const journal = await rewriteJournal(file, []);
  await journal.close();
  await expect(journal.append('lost')).rejects.toThrow();
  await expect(journal.append('lost too')).rejects.toThrow();
  await expect(journal.flushed()).rejects.toThrow();
});
