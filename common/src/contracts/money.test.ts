import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  currencies,
  DecimalAmount,
  formatMoney,
  MAX_AMOUNT,
  mostUnitsAt,
  priceProblem,
  toMajor,
  toMinor,
} from './money.ts';

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
    ['5.120', 'KWD', 5120],
    [0.25, 'BHD', 250],
    [20_000, 'KRW', 20_000],
    [5, 'ISK', 500],
    [5000, 'UGX', 500_000],
    ['175.00', 'HUF', 17_500],
  ] as const)('%s %s is %i', (amount, currency, minor) => {
    expect(toMinor(amount, currency)).toBe(minor);
  });

  test.each([
    [19.999, 'EUR'],
    [10.5, 'JPY'],
    [10.5, 'KRW'],
    [5.1234, 'KWD'],
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
  [5.124, 'KWD', 'must be a multiple of KWD\u00a00.010'],
  [5.12, 'KWD', undefined],
  [0.19, 'KWD', 'must be at least KWD\u00a00.200'],
  [99_999.99, 'KWD', undefined],
  ['100000', 'KWD', 'must be at most KWD\u00a099,999.990'],
  [5.1234, 'TND', 'must be a positive amount with at most 3 decimals'],
  [1500.5, 'ISK', 'must be a whole amount in ISK'],
  [1500.123, 'ISK', 'must be a whole amount in ISK'],
  [1500, 'ISK', undefined],
  [3000.01, 'UGX', 'must be a whole amount in UGX'],
  [174, 'HUF', 'must be at least HUF\u00a0175'],
  [175.5, 'HUF', 'must be a whole amount in HUF'],
  [99.5, 'TWD', 'must be a whole amount in TWD'],
  [999, 'KRW', 'must be at least ₩1,000'],
  [0.5, 'KRW', 'must be a whole amount in KRW'],
] as const)('a price of %s %s: %s', (amount, currency, problem) => {
  expect(priceProblem(amount, currency)?.message).toBe(problem);
});

test.each([
  [150_000, 'UGX', 6],
  [999_999.99, 'USD', 1],
  [500_000, 'USD', 1],
  [499_999.99, 'USD', 2],
  [9_999_999, 'JPY', 10],
  [10_000_000, 'JPY', 9],
  [0.5, 'USD', 1_999_999],
] as const)('of what costs %s %s at most %i can be paid at once', (price, currency, most) => {
  const minor = toMinor(price, currency)!;
  expect(mostUnitsAt(minor)).toBe(most);
  expect(minor * most).toBeLessThanOrEqual(MAX_AMOUNT);
  expect(minor * (most + 1)).toBeGreaterThan(MAX_AMOUNT);
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
  expect(formatMoney(1990, 'KWD')).toBe('KWD\u00a01.990');
  expect(formatMoney(150_000, 'ISK')).toBe('ISK\u00a01,500');
});

test('whatever is a price is shown in full: nothing is rounded away by how a currency is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), fc.constantFrom(...currencies), (minor, currency) => {
      fc.pre(priceProblem(toMajor(minor, currency), currency) === undefined);
      const digits = formatMoney(minor, currency).replaceAll(/[^\d.]/g, '');
      expect(toMinor(digits, currency)).toBe(minor);
    }),
    { numRuns: 1000 },
  );
});
