import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** Which admission a code stands for, and to which listing it admits. */
export interface Admits {
  admissionId: string;
  ticketId: string;
}

export interface AdmissionCodes {
  write(admits: Admits): string;
  /** Null when the code was not signed by one of our keys. */
  read(code: string): Admits | null;
}

type PrivateJwk = {
  kty: string;
  crv: string;
  kid: string;
  x: string;
  d: string;
};

const HINT = 4;
const ID = 16;
const SIGNED = 1 + HINT + 2 * ID;
const SIGNATURE = 64;
const FORMAT = 1;
const Code = new RegExp(`^[A-Za-z0-9_-]{${Math.ceil(((SIGNED + SIGNATURE) * 8) / 6)}}$`);

/**
 * Codes for QR images: format, hint of the key, admission, listing and an Ed25519 signature over all of these, in
 * base64url. They are half as long as a JWS would be, so the squares are large enough for a poor camera.
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
      const signed = Buffer.concat([Buffer.of(FORMAT), signingHint, parse(admissionId), parse(ticketId)]);
      return Buffer.concat([signed, sign(null, signed, signing)]).toString('base64url');
    },
    read(code) {
      if (!Code.test(code)) return null;
      const bytes = Buffer.from(code, 'base64url');
      const signed = bytes.subarray(0, SIGNED);
      const key = verifying.get(signed.toString('hex', 1, 1 + HINT));
      if (signed[0] !== FORMAT || !key || !verify(null, signed, key, bytes.subarray(SIGNED))) return null;
      const ids = signed.subarray(1 + HINT);
      return { admissionId: stringify(ids.subarray(0, ID)), ticketId: stringify(ids.subarray(ID)) };
    },
  };
}

/** The first bytes of the digest of a key's id: enough to find the key, and always as short. */
const hintOf = ({ kid }: PrivateJwk) => createHash('sha256').update(kid).digest().subarray(0, HINT);
