import { expect, test } from '@jest/globals';
import { scanTime } from './door.ts';

const lease = { takenAt: '2026-11-22T18:00:00.000Z', expiresAt: '2026-11-23T06:00:00.000Z' };
const now = '2026-11-22T22:00:00.000Z';

test.each([
  ['as its device says', '2026-11-22T19:30:00Z', '2026-11-22T19:30:00.000Z'],
  ['not before the list was taken', '2026-11-22T17:00:00Z', lease.takenAt],
  ['not after now', '2026-11-22T23:00:00Z', now],
])('a scan counts %s', (_what, at, counts) => {
  expect(scanTime(at, lease, now)).toBe(counts);
});

test('a scan that comes in days later counts within its lease', () => {
  expect(scanTime('2026-11-24T10:00:00Z', lease, '2026-11-25T10:00:00.000Z')).toBe(lease.expiresAt);
});
