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
    redeemedAt: at,
    countsFrom: null,
    again: false,
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

test('a scan that let nobody in, or nobody for the first time, cannot', () => {
  const from = '2031-06-12T18:00:00.000Z';
  const outcomes = [
    checked({ redeemedAt: null, countsFrom: from }),
    checked({ again: true }),
    outcomeOf({ kind: 'early', from, ...ticket }, at, 'scan'),
    outcomeOf({ kind: 'again', at, ...ticket }, at, 'scan'),
  ];
  expect(outcomes).toEqual([
    { kind: 'early', ticket, from },
    { kind: 'again', ticket, at },
    { kind: 'early', ticket, from, offline: true },
    { kind: 'again', ticket, at, offline: true },
  ]);
  expect(outcomes.map(scanOf)).toEqual([undefined, undefined, undefined, undefined]);
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
