import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { bugs } from '../bugs/catalog.js';
import { applyEdits, faultPointEdits } from './edits.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const edited = (file: string, edits: typeof faultPointEdits) =>
  applyEdits(
    readFileSync(join(root, file), 'utf8'),
    edits.filter((edit) => edit.file === file),
  );

test.each(faultPointEdits)('$file has the place of its fault points once', ({ file, replace }) => {
  expect(edited(file, faultPointEdits)).toContain(replace);
});

test.each(bugs.filter(({ edits }) => edits))('$name can still be planted', ({ edits = [] }) => {
  for (const { file, replace } of edits) expect(edited(file, [...faultPointEdits, ...edits])).toContain(replace);
});

test('a place that is not there, or there twice, is an error', () => {
  const edit = { file: 'x.js', find: 'a', replace: 'b' };
  expect(() => applyEdits('c', [edit])).toThrow('no "a"');
  expect(() => applyEdits('a a', [edit])).toThrow('more than one "a"');
  expect(applyEdits('c a c', [edit])).toBe('c b c');
});
