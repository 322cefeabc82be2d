import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { currencies, DecimalAmount, formatMoney, MAX_AMOUNT, priceProblem, toMajor, toMinor } from './money.ts';

describe('toMinor', () => {
  test.each([
    [20, 'EUR', 2000],
    [19.99, 'EUR', 1999],
    ['20.00', 'USD', 2000],
    ['0.10', 'USD', 10],
    [1.1, 'USD', 110],
    [4.35, 'USD', 435],
    [1000, 'JPY', 1000],
    ['1000.00', 'JPY', 1000],
    [999_999.99, 'USD', 99_999_999],
  ] as const)('%s %s is %i', (amount, currency, minor) => {
    expect(toMinor(amount, currency)).toBe(minor);
  });

  test.each([
    [19.999, 'EUR'],
    [10.5, 'JPY'],
    [-1, 'USD'],
    [Number.NaN, 'USD'],
    [Number.POSITIVE_INFINITY, 'USD'],
    [1e21, 'USD'],
    [1e-7, 'USD'],
    ['1,50', 'EUR'],
    ['', 'EUR'],
  ] as const)('%s %s is no amount', (amount, currency) => {
    expect(toMinor(amount, currency)).toBeUndefined();
  });

  test('any amount survives the way to major units and back, as a number and as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), fc.constantFrom(...currencies), (minor, currency) => {
        const major = toMajor(minor, currency);
        expect(toMinor(major, currency)).toBe(minor);
        expect(toMinor(String(major), currency)).toBe(minor);
      }),
    );
  });
});

test.each([
  [0.49, 'USD', 'must be at least $0.50'],
  [0, 'USD', 'must be at least $0.50'],
  [-5, 'USD', 'must be a positive amount with at most 2 decimals'],
  [1.005, 'USD', 'must be a positive amount with at most 2 decimals'],
  [49, 'JPY', 'must be at least ¥50'],
  [50.5, 'JPY', 'must be a whole amount in JPY'],
  [1_000_000, 'USD', 'must be at most $999,999.99'],
  [0.5, 'USD', undefined],
  [999_999.99, 'USD', undefined],
] as const)('a price of %s %s: %s', (amount, currency, problem) => {
  expect(priceProblem(amount, currency)).toBe(problem);
});

test('amounts on the wire are numbers or decimal texts and nothing else', () => {
  for (const good of [20, 19.99, '20', '20.00']) expect(DecimalAmount.safeParse(good).success).toBe(true);
  for (const bad of ['1e3', ' 20', '0x10', '-1', '', null, true, [20], Number.NaN]) {
    expect(DecimalAmount.safeParse(bad).success).toBe(false);
  }
});

test('money is shown as its currency writes it', () => {
  expect(formatMoney(1999, 'EUR')).toBe('€19.99');
  expect(formatMoney(1999, 'JPY')).toBe('¥1,999');
});
