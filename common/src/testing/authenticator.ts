import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** What a test may have an authenticator do wrong, or otherwise than most. */
interface Ways {
  origin?: string;
  rpId?: string;
  /** Whether its user unlocked it. */
  verified?: boolean;
  /** What its counter says instead of one more than the last time. */
  counter?: number;
}

interface Options {
  challenge: string;
}

/**
 * An authenticator in software, which makes passkeys (ES256, attestation `none`) and signs with them, as `navigator.credentials`
 * gives the results to a page. Without `counts` its counter stays at zero, as that of most synced passkeys.
 */
export function softwareAuthenticator(publicUrl: string, { counts = true } = {}) {
  const { origin, hostname } = new URL(publicUrl);
  const id = randomBytes(32);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let counter = 0;
  let userHandle = '';

  const next = (ways: Ways) => {
    if (counts) counter += 1;
    return ways.counter ?? counter;
  };

  return {
    credentialId: id.toString('base64url'),
    /** Makes the passkey, as `PublicKeyCredential.toJSON()` gives it. */
    create(options: Options & { user?: { id: string } }, ways: Ways = {}) {
      userHandle = options.user?.id ?? '';
      const clientData = clientDataOf('webauthn.create', options.challenge, ways.origin ?? origin);
      const data = dataOf(ways.rpId ?? hostname, next(ways), ways.verified ?? true, attested(id, publicKey));
      return {
        ...named(id),
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: attestationOf(data).toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    /** Signs a challenge with it. */
    sign(options: Options, ways: Ways = {}) {
      const clientData = clientDataOf('webauthn.get', options.challenge, ways.origin ?? origin);
      const data = dataOf(ways.rpId ?? hostname, next(ways), ways.verified ?? true);
      return {
        ...named(id),
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signatureOf(privateKey, data, clientData).toString('base64url'),
          userHandle,
        },
      };
    },
  };
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();

const named = (id: Buffer) => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key' as const,
  authenticatorAttachment: 'platform',
  clientExtensionResults: {},
});

const clientDataOf = (type: string, challenge: string, origin: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** Authenticator data (WebAuthn, 6.1). */
function dataOf(rpId: string, counter: number, verified: boolean, credential: Buffer = Buffer.alloc(0)): Buffer {
  const flags = PRESENT | (verified ? VERIFIED : 0) | (credential.length > 0 ? ATTESTED : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, credential]);
}

/** A credential within it: no model, its id, and its key in COSE. */
function attested(id: Buffer, publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' });
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  const [point, ordinate] = [x!, y!].map((part) => Buffer.concat([BYTES_32, Buffer.from(part, 'base64url')]));
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const key = [
    Buffer.from('a5010203262001', 'hex'),
    Buffer.from('21', 'hex'),
    point!,
    Buffer.from('22', 'hex'),
    ordinate!,
  ];
  return Buffer.concat([Buffer.alloc(16), length, id, ...key]);
}

const BYTES_32 = Buffer.from('5820', 'hex');

/** `{fmt: 'none', attStmt: {}, authData}` in CBOR. */
function attestationOf(data: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const statement = [text('fmt'), text('none'), text('attStmt'), Buffer.from('a0', 'hex'), text('authData')];
  return Buffer.concat([Buffer.from('a3', 'hex'), ...statement, Buffer.from('59', 'hex'), length, data]);
}

const signatureOf = (key: KeyObject, data: Buffer, clientData: Buffer): Buffer =>
  createSign('sha256').update(data).update(sha256(clientData)).sign(key);
