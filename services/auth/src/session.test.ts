import { expect, test } from '@jest/globals';
import { beginSession, type User, viewSession } from './session.ts';

const user: User = {
  id: 'u',
  version: 1,
  email: 'ada@example.test',
  name: null,
  emailVerifiedAt: null,
  pendingEmail: null,
  passwordHash: '',
  role: 'user',
  language: 'en',
  createdAt: new Date(),
  suspendedAt: null,
  decision: null,
};
const now = new Date('2026-11-22T19:30:00.789Z');

test('a session lasts its days and ends on a whole second', () => {
  const session = beginSession('s', user, 'Browser', now, 7);
  expect(session).toEqual({
    id: 's',
    userId: 'u',
    userAgent: 'Browser',
    createdAt: now,
    expiresAt: new Date('2026-11-29T19:30:00.000Z'),
    revokedAt: null,
  });
  expect(viewSession(session, { browser: null, system: null }, 's').current).toBe(true);
  expect(viewSession(session, { browser: null, system: null }, 'another').current).toBe(false);
});

test('a browser that talks too much about itself is cut short', () => {
  expect(beginSession('s', user, 'x'.repeat(10_000), now, 7).userAgent).toHaveLength(300);
});
