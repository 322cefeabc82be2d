import { expect, test } from '@jest/globals';
import { derivedToken, readDerivedToken } from './derived-token.ts';

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
