import { describe, expect, test } from '@jest/globals';
import { beginVerification, confirm, type Verification, type Wanted } from './verification.ts';

const now = new Date('2026-11-30T12:00:00Z');
const earlier = new Date('2026-11-29T12:00:00Z');
const ADA = 'ada@example.test';
const asked = (changes: Partial<Wanted> = {}): Verification =>
  beginVerification('v', { userId: 'u', purpose: 'sign_up', email: ADA, sessionId: null, ...changes }, now);

test('a verification ends after a day, its code after half an hour', () => {
  expect(asked({ email: 'Ada@Example.test' })).toEqual({
    id: 'v',
    userId: 'u',
    purpose: 'sign_up',
    email: 'Ada@Example.test',
    emailKey: ADA,
    sessionId: null,
    requestedAt: now,
    codeExpiresAt: new Date('2026-11-30T12:30:00Z'),
    expiresAt: new Date('2026-12-01T12:00:00Z'),
    tries: 0,
    endedAt: null,
  });
});

describe('confirming', () => {
  const user = { email: 'Ada@Example.TEST', emailVerifiedAt: null };
  const other = { email: 'grace@example.test', emailVerifiedAt: null };
  const change = asked({ purpose: 'change', email: 'Grace@example.test' });

  test.each([
    ['the address that one has', user, asked(), { email: 'Ada@Example.TEST', emailVerifiedAt: now }],
    ['another one', user, change, { email: 'Grace@example.test', emailVerifiedAt: now }],
    [
      'another one, of a confirmed one',
      { ...user, emailVerifiedAt: earlier },
      change,
      { email: 'Grace@example.test', emailVerifiedAt: now },
    ],
    ['what is confirmed already', { ...user, emailVerifiedAt: earlier }, { ...asked(), endedAt: earlier }, 'done'],
    ['a change that is done already', { ...other, emailVerifiedAt: earlier }, { ...change, endedAt: earlier }, 'done'],
    ['what was ended by something else', user, { ...asked(), endedAt: earlier }, undefined],
    ['a change that was given up', user, { ...change, endedAt: earlier }, undefined],
    ['an address that is no longer theirs', other, asked(), undefined],
    ['what expires at this very instant', user, { ...asked(), expiresAt: now }, undefined],
    ['what is done, and has expired', { ...user, emailVerifiedAt: earlier }, { ...asked(), expiresAt: now }, undefined],
  ])('%s', (_what, whose, verification, expected) => {
    expect(confirm(whose, verification, now)).toEqual(expected);
  });
});
