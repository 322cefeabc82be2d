import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  readShortCode,
  SHORT_CODE_BASE,
  SHORT_CODE_FREE,
  shortCodeOf,
  shortCodeTag,
  showShortCode,
} from './short-code.ts';

const numbers = fc.array(fc.nat(SHORT_CODE_BASE - 1), { minLength: SHORT_CODE_FREE, maxLength: SHORT_CODE_FREE });
const someCode = numbers.map(shortCodeOf);
const sign = fc.nat(SHORT_CODE_BASE - 1).map((number) => shortCodeOf([number, 0, 0, 0, 0, 0, 0])[0]!);
const place = fc.nat(7);

test('a code is read however it is typed', () => {
  fc.assert(
    fc.property(someCode, (code) => {
      for (const typed of [code, code.toLowerCase(), showShortCode(code), ` ${code.slice(0, 2)} ${code.slice(2)}\n`]) {
        expect(readShortCode(typed)).toEqual({ code, good: true });
      }
    }),
  );
});

test('signs that no code has are read as those they look like', () => {
  const code = shortCodeOf([3, 3, 24, 0, 0, 0, 0]);
  expect(code).toMatch(/^55V/);
  expect(readShortCode(`s5u${code.slice(3)}`)).toEqual({ code, good: true });
});

test('no other sign at any place is taken', () => {
  fc.assert(
    fc.property(someCode, place, sign, (code, at, other) => {
      fc.pre(code[at] !== other);
      expect(readShortCode(code.slice(0, at) + other + code.slice(at + 1))?.good).toBe(false);
    }),
  );
});

test('no two signs in each other’s place are taken', () => {
  fc.assert(
    fc.property(someCode, place, place, (code, one, two) => {
      fc.pre(code[one] !== code[two]);
      const signs = [...code];
      [signs[one], signs[two]] = [signs[two]!, signs[one]!];
      expect(readShortCode(signs.join(''))?.good).toBe(false);
    }),
  );
});

test('what is too short, too long or of other signs is mistyped, and what is much longer is something else', () => {
  const code = shortCodeOf([1, 2, 3, 4, 5, 6, 7]);
  for (const typed of [code.slice(1), `${code}2`, `0${code.slice(1)}`, `É${code.slice(1)}`, '???']) {
    expect(readShortCode(typed)?.good).toBe(false);
  }
  expect(readShortCode('1'.repeat(13))).toBeNull();
});

test('a tag is of one listing', async () => {
  const tags = await Promise.all(['a', 'b'].map((listing) => shortCodeTag(listing, '23456789')));
  expect(tags[0]).toMatch(/^[0-9a-f]{6}$/);
  expect(tags[0]).not.toBe(tags[1]);
});
