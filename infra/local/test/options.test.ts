import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseDeployment, parseUpOptions, ROOT } from '../options.js';
import { parseTestOptions } from '../test-options.js';

test('without options it starts, on port 8080', () => {
  const dir = resolve(ROOT, '.frontrow');
  expect(parseUpOptions([], {})).toEqual({ command: 'start', dir, port: 8080, usesSandbox: true, usesMailbox: true });
});

test('the environment and the options say where', () => {
  const environment = { PORT: '9000', FRONTROW_STATE: '/elsewhere' };
  expect(parseUpOptions(['--reset'], environment)).toMatchObject({ command: 'reset', dir: '/elsewhere', port: 9000 });
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

test('Stripe is used with all three of its keys, and never by halves', () => {
  const keys = {
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
  };
  expect(parseUpOptions([], keys).usesSandbox).toBe(false);
  expect(() => parseUpOptions([], { ...keys, STRIPE_WEBHOOK_SECRET: '' })).toThrow('STRIPE_WEBHOOK_SECRET is missing');
});

test('mails go to a mail server that is named, with its sender', () => {
  const environment = { SMTP_URL: 'smtps://mail.example.test', MAIL_FROM: 'tickets@example.test' };
  expect(parseUpOptions([], environment).usesMailbox).toBe(false);
  expect(() => parseUpOptions([], { SMTP_URL: environment.SMTP_URL })).toThrow('MAIL_FROM is missing');
});

test('one replica of each runs from what is built here, unless said otherwise', () => {
  expect(parseDeployment({})).toEqual({ replicas: 1 });
  expect(parseDeployment({ REPLICAS: '3' })).toEqual({ replicas: 3 });
  for (const REPLICAS of ['0', '1.5', 'many', '6']) expect(() => parseDeployment({ REPLICAS })).toThrow('REPLICAS');
});

test('parts of the tests run in their own order, and an unknown one is refused', () => {
  expect(parseTestOptions(['orders', 'lint']).names).toEqual(['lint', 'orders']);
  expect(parseTestOptions([]).names).toContain('browser');
  expect(() => parseTestOptions(['ordres'])).toThrow('There is no part ordres: the parts are lint, ');
});
