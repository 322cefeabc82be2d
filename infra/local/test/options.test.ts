import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseUpOptions, ROOT } from '../options.js';
import { parseTestOptions } from '../test-options.js';

test('without options it starts, on port 8080', () => {
  expect(parseUpOptions([], {})).toEqual({ command: 'start', dir: resolve(ROOT, '.frontrow'), port: 8080 });
});

test('the environment and the options say where', () => {
  const environment = { PORT: '9000', FRONTROW_STATE: '/elsewhere' };
  expect(parseUpOptions(['--reset'], environment)).toEqual({ command: 'reset', dir: '/elsewhere', port: 9000 });
  expect(parseUpOptions(['--state', '/here', '--stop'], environment)).toMatchObject({ command: 'stop', dir: '/here' });
});

test.each([
  [['--fast'], {}, "Unknown option '--fast' (bin/up --help lists the options)"],
  [['now'], {}, 'Unexpected argument'],
  [[], { PORT: 'http' }, 'PORT=http is not a port'],
  [[], { PORT: '70000' }, 'PORT=70000 is not a port'],
])('%j with %j is refused in one line', (args, environment, message) => {
  expect(() => parseUpOptions(args, environment)).toThrow(message);
});

test('parts of the tests run in their own order, and an unknown one is refused', () => {
  expect(parseTestOptions(['orders', 'lint']).names).toEqual(['lint', 'orders']);
  expect(parseTestOptions([]).names).toContain('browser');
  expect(() => parseTestOptions(['ordres'])).toThrow('There is no part ordres: the parts are lint, ');
});
