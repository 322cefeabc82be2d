import { expect, test } from '@jest/globals';
import { derivedCode, derivedToken, readDerivedToken } from './derived-token.ts';

const token = derivedToken('secret', 'reset', 'the-id');

test('who has the secret finds the id in the token', () => {
  expect(readDerivedToken('secret', 'reset', token)).toBe('the-id');
});

test.each([
  ['another secret', 'other', 'reset', token],
  ['another purpose', 'secret', 'invite', token],
  ['another id', 'secret', 'reset', token.replace('the-id', 'an-id')],
  ['a part of it', 'secret', 'reset', token.slice(0, -1)],
  ['an id without a dot', 'secret', 'reset', 'the-id'],
  ['nothing', 'secret', 'reset', ''],
])('with %s there is none', (_what, secret, purpose, given) => {
  expect(readDerivedToken(secret, purpose, given)).toBeUndefined();
});

test('a code has all its digits, differs from id to id, and is another with another secret or purpose', () => {
  const codes = Array.from({ length: 1_000 }, (_, id) => derivedCode('secret', 'verify', `${id}`, 6));
  for (const code of codes) expect(code).toMatch(/^\d{6}$/);
  expect(new Set(codes).size).toBeGreaterThan(990);
  expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  expect(derivedCode('secret', 'verify', '1', 6)).toBe(codes[1]);
  expect(derivedCode('other', 'verify', '1', 6)).not.toBe(codes[1]);
  expect(derivedCode('secret', 'reset', '1', 6)).not.toBe(codes[1]);
});
