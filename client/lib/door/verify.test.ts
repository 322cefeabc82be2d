import { generateKeyPairSync, sign } from 'node:crypto';
import { writeAdmissionCode } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { verifyCode } from './verify';

const ADMISSION = '019a0000-0000-7000-8000-000000000001';
const LISTING = '019a0000-0000-7000-8000-000000000002';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = { hint: 'cafebabe', x: publicKey.export({ format: 'jwk' }).x! };

function aCode(by = privateKey, hint = key.hint): string {
  const ids = [ADMISSION, LISTING].map((id) => id.replaceAll('-', '')).join('');
  const signed = Buffer.from(`01${hint}${ids}`, 'hex');
  return Buffer.concat([signed, sign(null, signed, by)]).toString('base64url');
}
const inDigits = (letters: string) => writeAdmissionCode(Buffer.from(letters, 'base64url'));

test('a code is verified with the public key alone', async () => {
  for (const code of [aCode(), inDigits(aCode())]) {
    expect(await verifyCode(code, [key])).toEqual({ admissionId: ADMISSION, ticketId: LISTING });
  }
});

test('a code that a hand scanner typed on a French keyboard is verified', async () => {
  const typed = [...inDigits(aCode())].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join('');
  expect(await verifyCode(typed, [key])).not.toBeNull();
});

test('each of several keys counts, found by its hint', async () => {
  const other = { hint: '00000000', x: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x! };
  expect(await verifyCode(aCode(), [other, key])).not.toBeNull();
  expect(await verifyCode(aCode(), [other])).toBeNull();
});

test('what another key signed, and anything else, is none', async () => {
  const forged = aCode(generateKeyPairSync('ed25519').privateKey);
  const changed = `${aCode().slice(0, 20)}Z${aCode().slice(21)}`;
  for (const code of [forged, inDigits(forged), changed, '', 'nonsense', `${aCode()}A`, `${inDigits(aCode())}0`]) {
    expect(await verifyCode(code, [key])).toBeNull();
  }
});
