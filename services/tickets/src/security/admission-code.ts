import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { ADMISSION_CODE_FORMAT, splitAdmissionCode, writeAdmissionCode } from '@frontrow/common/contracts';
import { parse } from 'uuid';

/** Which admission a code stands for, and to which listing it admits. */
export interface Admits {
  admissionId: string;
  ticketId: string;
}

export interface AdmissionCodes {
  write(admits: Admits): string;
  /** Null when the code was not signed by one of our keys. */
  read(code: string): Admits | null;
  /** What verifies codes without us: each key's hint in hexadecimal, and the public key in base64url. */
  publicKeys: { hint: string; x: string }[];
}

type PrivateJwk = {
  kty: string;
  crv: string;
  kid: string;
  x: string;
  d: string;
};

const HINT = 4;

/**
 * Codes for QR images: format, hint of the key, admission, listing and an Ed25519 signature over all of these, as one number.
 * They are a third as long as a JWS would be, so the squares are large enough for a poor camera.
 */
export function admissionCodes(keys: PrivateJwk[]): AdmissionCodes {
  const signing = createPrivateKey({ key: keys[0]!, format: 'jwk' });
  const signingHint = hintOf(keys[0]!);
  const verifying = new Map(
    keys.map((key) => {
      const { kty, crv, x } = key;
      return [hintOf(key).toString('hex'), createPublicKey({ key: { kty, crv, x }, format: 'jwk' })];
    }),
  );

  return {
    write({ admissionId, ticketId }) {
      const signed = Buffer.concat([
        Buffer.of(ADMISSION_CODE_FORMAT),
        signingHint,
        parse(admissionId),
        parse(ticketId),
      ]);
      return writeAdmissionCode(Buffer.concat([signed, sign(null, signed, signing)]));
    },
    read(code) {
      const parts = splitAdmissionCode(code);
      const key = parts && verifying.get(parts.keyHint);
      if (!key || !verify(null, parts.signed, key, parts.signature)) return null;
      return { admissionId: parts.admissionId, ticketId: parts.ticketId };
    },
    publicKeys: keys.map((key) => ({ hint: hintOf(key).toString('hex'), x: key.x })),
  };
}

/** The first bytes of the digest of a key's id: enough to find the key, and always as short. */
const hintOf = ({ kid }: PrivateJwk) => createHash('sha256').update(kid).digest().subarray(0, HINT);
