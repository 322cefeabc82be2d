import { describe, expect, test } from '@jest/globals';
import { judge, type Known } from './judge';

const admits = { admissionId: 'admission', ticketId: 'listing' };
const entry = { id: 'admission', number: 1, of: 2, status: 'valid', redeemedAt: null } as const;
const known: Known = {
  ticketId: 'listing',
  expiresAt: '2026-11-23T06:00:00.000Z',
  entry,
  letInAt: undefined,
  now: '2026-11-22T20:00:00.000Z',
};

describe('without a connection', () => {
  test('a good code on the list is let in', () => {
    expect(judge(admits, known)).toEqual({ kind: 'admit', number: 1, of: 2 });
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

  test.each([
    ['a signature that is not ours', null, {}, 'not-ours'],
    ['another event', { ...admits, ticketId: 'another' }, {}, 'elsewhere'],
    ['what was given back', admits, { entry: { ...entry, status: 'revoked' as const } }, 'revoked'],
    ['anyone once the lease is over', admits, { now: known.expiresAt }, 'list-too-old'],
  ])('%s is refused', (_what, code, change, why) => {
    expect(judge(code, { ...known, ...change })).toEqual({ kind: 'refuse', why });
  });
});
