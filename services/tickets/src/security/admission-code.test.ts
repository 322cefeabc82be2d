import { newId } from '@frontrow/common/database';
import { foreignKeys, testKeys } from '@frontrow/common/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admissionCodes } from './admission-code.ts';

type Key = Parameters<typeof admissionCodes>[0][number];
const key = testKeys.privateKey as Key;
const foreign = foreignKeys.privateKey as Key;
const codes = admissionCodes([key]);
const admits = { admissionId: newId(), ticketId: newId() };
const code = codes.write(admits);

/** The bytes of a code, and a code of bytes: as codes are written now, and as they were at first. */
const bytesOf = (digits: string) => Buffer.from(BigInt(digits).toString(16).padStart(202, '0'), 'hex');
const digitsOf = (bytes: Buffer) =>
  BigInt(`0x${bytes.toString('hex')}`)
    .toString()
    .padStart(242, '0');
const base64Of = (bytes: Buffer) => bytes.toString('base64url');

test('a code is read back, and is digits alone, few enough for a coarse QR', () => {
  expect(codes.read(code)).toEqual(admits);
  expect(code).toMatch(/^\d{242}$/);
});

test('codes that were handed out in letters are read still', () => {
  const letters = base64Of(bytesOf(code));
  expect(letters).toHaveLength(135);
  expect(codes.read(letters)).toEqual(admits);
});

test('after a rotation the new key signs and the old one still verifies', () => {
  const rotated = admissionCodes([foreign, key]);
  expect(rotated.read(code)).toEqual(admits);
  expect(codes.read(rotated.write(admits))).toBeNull();
  expect(admissionCodes([foreign]).read(code)).toBeNull();
});

test('a key that only claims our id signs nothing we take', () => {
  const forger = admissionCodes([{ ...foreign, kid: key.kid }]);
  expect(codes.read(forger.write(admits))).toBeNull();
});

test.each([
  ['digits', digitsOf],
  ['letters', base64Of],
])('no byte can be changed in %s', (_how, write) => {
  const bytes = bytesOf(code);
  for (const index of bytes.keys()) {
    const forged = Buffer.from(bytes);
    forged[index]! ^= 1;
    expect(codes.read(write(forged))).toBeNull();
  }
});

test('no digit can be changed, left out or added', () => {
  for (let index = 0; index < code.length; index += 1) {
    const [before, after] = [code.slice(0, index), code.slice(index + 1)];
    for (const other of ['', String((Number(code[index]) + 1) % 10), `${code[index]}0`]) {
      expect(codes.read(before + other + after)).toBeNull();
    }
  }
});

test('anything else is refused without an error', () => {
  fc.assert(fc.property(fc.string(), (text) => codes.read(text) === null));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 101, maxLength: 101 }), (bytes) => {
      return [base64Of, digitsOf].every((write) => codes.read(write(Buffer.from(bytes))) === null);
    }),
  );
});

describe('a scanner that types as on an American keyboard is understood', () => {
  const typedOn = (keys: string) => [...code].map((digit) => [...keys][Number(digit)]).join('');

  test.each([
    ['American, British, German, Spanish', '0123456789'],
    ['French', 'à&é"\'(-è_ç'],
    ['Belgian', 'à&é"\'(§è!ç'],
    ['French, Bépo', '*"«»()@+-/'],
    ['Czech', 'é+ěščřžýáí'],
    ['Slovak', 'é+ľščťžýáí'],
    ['Hungarian', 'ö123456789'],
    ['Lithuanian', '“ąčęėįšųū„'],
    ['Thai', 'จๅ/-ภถุึคต'],
    ['Arabic', '٠١٢٣٤٥٦٧٨٩'],
    ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
    ['Hindi', '०१२३४५६७८९'],
  ])('by a computer whose keyboard is %s', (_name, keys) => {
    expect(codes.read(typedOn(keys))).toEqual(admits);
  });

  test('but not one that changes keyboards in between', () => {
    const half = code.length / 2;
    expect(codes.read(typedOn('à&é"\'(-è_ç').slice(0, half) + typedOn('é+ěščřžýáí').slice(half))).toBeNull();
  });

  test('and a forged code is no better on any of them', () => {
    const forger = admissionCodes([{ ...foreign, kid: key.kid }]).write(admits);
    const typed = [...forger].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join('');
    expect(codes.read(typed)).toBeNull();
  });
});
