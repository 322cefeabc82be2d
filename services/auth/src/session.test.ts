import { expect, test } from '@jest/globals';
import { beginSession, renewSession, tokenEnd, type User, viewSession } from './session.ts';

const user: User = {
  id: 'u',
  version: 1,
  email: 'user@example.test',
  name: null,
  emailVerifiedAt: null,
  pendingEmail: null,
  passwordHash: '',
  hasFactor: false,
  role: 'user',
  language: 'en',
  createdAt: new Date(),
  suspendedAt: null,
  decision: null,
};
const now = new Date('2026-11-22T19:30:00.789Z');
const HOUR = 3_600;
const terms = { longest: 7 * 24 * HOUR, idle: 24 * HOUR };
const begin = (changes: object = {}) =>
  beginSession('s', user, { userAgent: 'Browser', method: 'password', now, terms, ...changes });

test('a session lasts its days and ends on a whole second', () => {
  expect(begin()).toEqual({
    id: 's',
    userId: 'u',
    userAgent: 'Browser',
    method: 'password',
    createdAt: now,
    confirmedAt: now,
    lastSeenAt: null,
    idleSeconds: 86_400,
    expiresAt: new Date('2026-11-29T19:30:00.000Z'),
    revokedAt: null,
  });
  const device = { browser: null, system: null };
  expect(viewSession(begin(), device, 's').current).toBe(true);
  expect(viewSession(begin(), device, 'another').current).toBe(false);
});

test('a browser that talks too much about itself is cut short', () => {
  expect(begin({ userAgent: 'x'.repeat(10_000) }).userAgent).toHaveLength(300);
});

test('a token ends when nobody came for a newer one, and with its session at the latest', () => {
  expect(tokenEnd(begin())).toEqual(new Date('2026-11-23T19:30:00.000Z'));
  const seen = (at: string) => tokenEnd({ ...begin(), lastSeenAt: new Date(at) });
  expect(seen('2026-11-24T08:00:00.500Z')).toEqual(new Date('2026-11-25T08:00:00.000Z'));
  expect(seen('2026-11-29T19:00:00.000Z')).toEqual(new Date('2026-11-29T19:30:00.000Z'));
});

test('a session that is renewed lasts no longer for it', () => {
  const later = new Date('2026-11-25T08:00:00.000Z');
  const renewed = renewSession('t', begin(), later);
  expect(renewed).toEqual({ ...begin(), id: 't', lastSeenAt: later });
});
