import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { nginxConfig } from '../../../infra/local/engines/nginx-config.js';
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

test.each(bugs.filter(({ gateway }) => gateway))('$name can still be planted in the gateway', ({ gateway = [] }) => {
  const config = nginxConfig({
    home: '/',
    usesSandbox: true,
    listen: ['127.0.0.1:80'],
    names: ['localhost'],
    shared: '127.0.0.1:81',
    addressesOf: () => ['127.0.0.1:82'],
  });
  for (const { replace } of gateway) expect(applyEdits(config, gateway)).toContain(replace);
});

test('a place that is not there, or there twice, is an error', () => {
  const edit = { file: 'x.js', find: 'a', replace: 'b' };
  expect(() => applyEdits('c', [edit])).toThrow('no "a"');
  expect(() => applyEdits('a a', [edit])).toThrow('more than one "a"');
  expect(applyEdits('c a c', [edit])).toBe('c b c');
});
