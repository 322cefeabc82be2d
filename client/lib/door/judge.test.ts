import { describe, expect, test } from '@jest/globals';
import { judge, type Known } from './judge';

const admits = { admissionId: 'admission', ticketId: 'listing' };
const entry = { id: 'admission', number: 1, of: 2, holder: null, status: 'valid', redeemedAt: null, tag: '' } as const;
const known: Known = {
  ticketId: 'listing',
  expiresAt: '2026-11-23T06:00:00.000Z',
  entry,
  letInAt: undefined,
  countsFrom: null,
  reentry: false,
  now: '2026-11-22T20:00:00.000Z',
};

describe('without a connection', () => {
  test('a good code on the list is let in', () => {
    expect(judge(admits, known)).toEqual({ kind: 'admit', number: 1, of: 2 });
  });

  test('whose it is, is said as far as the list knows', () => {
    expect(judge(admits, { ...known, entry: { ...entry, holder: 'Ada' } })).toMatchObject({ holder: 'Ada' });
  });

  test('a good code that is newer than the list is let in', () => {
    expect(judge(admits, { ...known, entry: undefined })).toEqual({ kind: 'admit' });
  });

  test('the second scan of a code is told when the first was', () => {
    const letInAt = '2026-11-22T19:58:00.000Z';
    expect(judge(admits, { ...known, letInAt })).toEqual({ kind: 'used', at: letInAt });
    expect(judge(admits, { ...known, entry: undefined, letInAt })).toEqual({ kind: 'used', at: letInAt });
  });

  test('what the list has as used stays used', () => {
    const redeemedAt = '2026-11-22T18:00:00.000Z';
    expect(judge(admits, { ...known, entry: { ...entry, status: 'redeemed', redeemedAt } })).toEqual({
      kind: 'used',
      at: redeemedAt,
    });
  });

  describe('before scans count', () => {
    const early = { ...known, countsFrom: '2026-11-22T20:00:00.001Z' };

    test('a good code is only said to be good', () => {
      expect(judge(admits, early)).toEqual({ kind: 'early', from: early.countsFrom, number: 1, of: 2 });
      expect(judge(admits, { ...early, entry: undefined })).toMatchObject({ kind: 'early' });
      expect(judge(admits, { ...early, now: early.countsFrom })).toMatchObject({ kind: 'admit' });
    });

    test('what is not good is refused as ever', () => {
      expect(judge({ why: 'not-ours' }, early)).toEqual({ kind: 'refuse', why: 'not-ours' });
      expect(judge(admits, { ...early, now: early.expiresAt })).toEqual({ kind: 'refuse', why: 'list-too-old' });
    });
  });

  describe('where people may come in again', () => {
    const open = { ...known, reentry: true };
    const at = '2026-11-22T19:58:00.000Z';

    test('whoever was let in is let in again, by the list or by this device', () => {
      const again = { kind: 'again', at, number: 1, of: 2 };
      expect(judge(admits, { ...open, letInAt: at })).toEqual(again);
      expect(judge(admits, { ...open, entry: { ...entry, status: 'redeemed', redeemedAt: at } })).toEqual(again);
    });

    test('but not by a list that is too old, nor with what was given back', () => {
      expect(judge(admits, { ...open, letInAt: at, now: open.expiresAt })).toMatchObject({ why: 'list-too-old' });
      const revoked = { ...entry, status: 'revoked' as const };
      expect(judge(admits, { ...open, letInAt: at, entry: revoked })).toMatchObject({ why: 'revoked' });
    });
  });

  test.each([
    ['a signature that is not ours', { why: 'not-ours' as const }, {}, 'not-ours'],
    ['a short code with a slip', { why: 'mistyped' as const }, {}, 'mistyped'],
    ['a short code that nobody has', { why: 'not-on-list' as const }, {}, 'not-on-list'],
    ['another event', { ...admits, ticketId: 'another' }, {}, 'elsewhere'],
    ['what was given back', admits, { entry: { ...entry, status: 'revoked' as const } }, 'revoked'],
    ['anyone once the lease is over', admits, { now: known.expiresAt }, 'list-too-old'],
  ])('%s is refused', (_what, code, change, why) => {
    expect(judge(code, { ...known, ...change })).toEqual({ kind: 'refuse', why });
  });
});
