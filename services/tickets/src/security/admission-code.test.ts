import { newId } from '@frontrow/common/database';
import { foreignKeys, testKeys } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admissionCodes } from './admission-code.ts';

type Key = Parameters<typeof admissionCodes>[0][number];
const key = testKeys.privateKey as Key;
const foreign = foreignKeys.privateKey as Key;
const codes = admissionCodes([key]);
const admits = { admissionId: newId(), ticketId: newId() };

test('a code is read back, and is short enough for a coarse QR', () => {
  const code = codes.write(admits);
  expect(codes.read(code)).toEqual(admits);
  expect(code).toHaveLength(135);
});

test('after a rotation the new key signs and the old one still verifies', () => {
  const rotated = admissionCodes([foreign, key]);
  expect(rotated.read(codes.write(admits))).toEqual(admits);
  expect(codes.read(rotated.write(admits))).toBeNull();
  expect(admissionCodes([foreign]).read(codes.write(admits))).toBeNull();
});

test('a key that only claims our id signs nothing we take', () => {
  const forger = admissionCodes([{ ...foreign, kid: key.kid }]);
  expect(codes.read(forger.write(admits))).toBeNull();
});

test('no byte can be changed', () => {
  const bytes = Buffer.from(codes.write(admits), 'base64url');
  for (const index of bytes.keys()) {
    const forged = Buffer.from(bytes);
    forged[index]! ^= 1;
    expect(codes.read(forged.toString('base64url'))).toBeNull();
  }
});

test('anything else is refused without an error', () => {
  fc.assert(fc.property(fc.string(), (text) => codes.read(text) === null));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 101, maxLength: 101 }), (bytes) => {
      return codes.read(Buffer.from(bytes).toString('base64url')) === null;
    }),
  );
});
