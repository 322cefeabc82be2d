import type { CheckInView } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { resultOf } from '@/lib/api/result';
import { outcomeOf, readOutcome, scanOf } from './outcome';

const at = '2031-06-12T17:00:00.000Z';
const ticket = { number: 1, of: 2 };
const checked = (changes: Partial<CheckInView>) => {
  const view = {
    admissionId: 'a',
    orderId: 'o',
    ...ticket,
    holder: null,
    redeemedAt: at,
    countsFrom: null,
    again: false,
    scanId: 'scan',
    ...changes,
  };
  return readOutcome(resultOf<CheckInView>(200, view, null), 'scan');
};

test('who was let in by a scan can be sent back by undoing it', () => {
  expect(checked({})).toEqual({ kind: 'admitted', ticket, at, scanId: 'scan' });
  expect(outcomeOf({ kind: 'admit', number: undefined, of: undefined }, at, 'scan')).toEqual({
    kind: 'admitted',
    at,
    scanId: 'scan',
    offline: true,
  });
});

test('of a re-entry, the scan that let its holder in first can be undone, as far as it is known', () => {
  const outcomes = [
    checked({ again: true, scanId: 'first' }),
    outcomeOf({ kind: 'again', at, ...ticket }, at, 'waits'),
    outcomeOf({ kind: 'again', at, ...ticket }, at, undefined),
  ];
  expect(outcomes).toEqual([
    { kind: 'again', ticket, at, scanId: 'first' },
    { kind: 'again', ticket, at, scanId: 'waits', offline: true },
    { kind: 'again', ticket, at, offline: true },
  ]);
  expect(outcomes.map(scanOf)).toEqual(['first', 'waits', undefined]);
});

test('the holder of a ticket is said where they have given a name', () => {
  const named = { ...ticket, holder: 'Ada' };
  expect(checked({ holder: 'Ada' })).toMatchObject({ ticket: named });
  expect(outcomeOf({ kind: 'admit', ...named }, at, 'scan')).toMatchObject({ ticket: named });
});

test('a scan that let nobody in cannot', () => {
  const from = '2031-06-12T18:00:00.000Z';
  const outcomes = [
    checked({ redeemedAt: null, countsFrom: from, scanId: null }),
    outcomeOf({ kind: 'early', from, ...ticket }, at, 'scan'),
  ];
  expect(outcomes).toEqual([
    { kind: 'early', ticket, from },
    { kind: 'early', ticket, from, offline: true },
  ]);
  expect(outcomes.map(scanOf)).toEqual([undefined, undefined]);
});

test('of a used ticket, the scan that used it can be undone', () => {
  const problem = {
    status: 409,
    errors: [{ message: 'used', code: 'admission_used' }],
    redeemedAt: at,
    scanId: 'first',
  };
  const outcome = readOutcome(resultOf<CheckInView>(409, problem, null), 'scan');
  expect(outcome).toEqual({ kind: 'used', at, scanId: 'first' });
  expect(scanOf(outcome)).toBe('first');
});

test('no answer is no refusal', () => {
  expect(readOutcome(resultOf<CheckInView>(503, {}, null), 'scan')).toEqual({ kind: 'unknown', signedOut: false });
  expect(readOutcome(resultOf<CheckInView>(409, { errors: [{ message: 'revoked' }] }, null), 'scan')).toMatchObject({
    kind: 'refused',
  });
});
