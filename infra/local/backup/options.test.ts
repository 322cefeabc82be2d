import { expect, test } from '@jest/globals';
import { parseBackupOptions, parseRestoreOptions } from './options.js';

test('a folder to back up into, or to check', () => {
  expect(parseBackupOptions(['/tmp/b', '--state', '/tmp/x'])).toEqual({
    command: 'create',
    backup: '/tmp/b',
    dir: '/tmp/x',
  });
  expect(parseBackupOptions(['--verify', '/tmp/b']).command).toBe('verify');
  expect(parseBackupOptions(['--help']).command).toBe('help');
});

test('a restore replaces nothing, and leaves the provider alone, unless it is told to', () => {
  expect(parseRestoreOptions(['/tmp/b'])).toMatchObject({ command: 'restore', replace: false, withSandbox: false });
  const told = ['/tmp/b', '--replace', '--with-sandbox'];
  expect(parseRestoreOptions(told)).toMatchObject({ backup: '/tmp/b', replace: true, withSandbox: true });
});

test.each([[[]], [['/tmp/a', '/tmp/b']]])('one folder is to be named, not %j', (args) => {
  expect(() => parseBackupOptions(args)).toThrow('Name one folder');
  expect(() => parseRestoreOptions(args)).toThrow('Name one folder');
});
