import { describe, expect, test } from '@jest/globals';
import { type Declines, isSuspect, whyThrottled } from './declines.ts';

const HOUR = 3_600_000;
const limits = { account: 3, network: 10, networkPerGood: 0, card: 2, windowMs: HOUR };
const now = new Date('2026-12-01T12:00:00Z');
const minutesAgo = (...minutes: number[]) => minutes.map((each) => new Date(now.getTime() - each * 60_000));
const none: Declines = { account: [], network: [], card: [], open: 0, openOfNetwork: 0, goodOfNetwork: 0 };
const judge = (changes: Partial<Declines>) => whyThrottled({ ...none, ...changes }, limits, now);

describe('who has to wait', () => {
  test('nobody, below the limits', () => {
    expect(judge({})).toBeUndefined();
    expect(judge({ account: minutesAgo(1, 2), network: minutesAgo(1, 2, 3), card: minutesAgo(1) })).toBeUndefined();
    expect(judge({ account: minutesAgo(1), open: 1 })).toBeUndefined();
  });

  test('until enough declines have left the window that slides', () => {
    expect(judge({ account: minutesAgo(1, 2, 50) })).toEqual({ by: 'account', seconds: 600 });
    expect(judge({ card: minutesAgo(1, 59) })).toEqual({ by: 'card', seconds: 60 });
    const network = minutesAgo(1, 2, 3, 4, 5, 6, 7, 8, 9, 30);
    expect(judge({ network })).toEqual({ by: 'network', seconds: 1800 });
  });

  test('by what takes longest', () => {
    expect(judge({ account: minutesAgo(1, 2, 50), card: minutesAgo(1, 20) })).toEqual({ by: 'card', seconds: 2400 });
  });

  test('an account whose attempts under way would be too many, but not a network that is merely busy', () => {
    expect(judge({ account: minutesAgo(1), open: 2 })).toEqual({ by: 'account', seconds: 5, busy: true });
    expect(judge({ open: 3 })).toEqual({ by: 'account', seconds: 5, busy: true });
    expect(judge({ network: minutesAgo(1, 2), open: 2 })).toBeUndefined();
  });
});

describe('a network where good cards count', () => {
  const strict = { ...limits, network: 3, networkPerGood: 1 };
  const judgeStrict = (changes: Partial<Declines>) => whyThrottled({ ...none, ...changes }, strict, now);

  test('has room for one more for each of them', () => {
    expect(judgeStrict({ network: minutesAgo(1, 2, 30) })).toEqual({ by: 'network', seconds: 1800 });
    expect(judgeStrict({ network: minutesAgo(1, 2, 30), goodOfNetwork: 1 })).toBeUndefined();
    expect(judgeStrict({ network: minutesAgo(1, 2, 30, 40), goodOfNetwork: 1 })).toEqual({
      by: 'network',
      seconds: 1200,
    });
  });

  test('counts what is under way as if it were declined, for a moment', () => {
    expect(judgeStrict({ network: minutesAgo(1), openOfNetwork: 2 })).toEqual({
      by: 'network',
      seconds: 5,
      busy: true,
    });
    expect(judgeStrict({ network: minutesAgo(1), openOfNetwork: 2, goodOfNetwork: 1 })).toBeUndefined();
  });
});

test('a card is only asked about where something was declined before', () => {
  const suspect = (changes: Partial<Declines>) => isSuspect({ ...none, ...changes }, limits);
  expect(suspect({ open: 2 })).toBe(false);
  expect(suspect({ network: minutesAgo(1) })).toBe(false); // many people may share it
  expect(suspect({ network: minutesAgo(1, 2) })).toBe(true);
  expect(suspect({ account: minutesAgo(1) })).toBe(true);
});
