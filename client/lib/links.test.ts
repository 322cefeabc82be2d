import { expect, test } from '@jest/globals';
import { safeNext } from './links.ts';

test.each([
  ['/', '/'],
  ['/orders/1?a=b#c', '/orders/1?a=b#c'],
  ['/sell/../orders', '/orders'],
  ['/tickets/caf%C3%A9?next=//evil.example', '/tickets/caf%C3%A9?next=//evil.example'],
])('%s is a path of ours', (next, path) => expect(safeNext(next)).toBe(path));

test.each([
  undefined,
  ['/orders', '/sell'],
  '',
  'orders',
  '//evil.example/phish',
  '/\\evil.example/phish',
  '\\/evil.example',
  '/.//evil.example/phish',
  '/..//evil.example/phish',
  '/a/..//evil.example/phish',
  '/%2e//evil.example/phish',
  '/%2E%2e//evil.example/phish',
  '/./\\evil.example/phish',
  '/\t/evil.example/phish',
  '/\n/evil.example/phish',
  '\t//evil.example/phish',
  'https://evil.example/phish',
  'javascript:alert(1)',
  'http://here/orders',
  '/\u0000//evil.example',
  'http://[',
])('%j leads home, and nowhere else', (next) => {
  const path = safeNext(next);
  const { host } = new URL(path, 'https://ours.example');
  expect(host).toBe('ours.example');
  expect(path.startsWith('//')).toBe(false);
});

test.each(['/.//evil.example/phish', '/a/..//evil.example', '//evil.example'])('%s is not followed', (next) =>
  expect(safeNext(next)).toBe('/'),
);
