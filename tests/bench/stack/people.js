import { createHash, createPrivateKey, sign } from 'node:crypto';

/**
 * Someone with a valid session. The bench signs it with the stack's own key, so ten thousand buyers cost no password hashing.
 *
 * @typedef {{ id: string, cookie: string }} Person
 */

/** Longer than any run. */
const SESSION_SECONDS = 24 * 3_600;

/**
 * @param {import('jose').JWK} privateKey the stack's session key (Ed25519)
 * @param {string} name different names yield different people
 * @param {number} count
 * @returns {Person[]}
 */
export function makePeople(privateKey, name, count) {
  const key = createPrivateKey({ key: /** @type {import('node:crypto').JsonWebKey} */ (privateKey), format: 'jwk' });
  const header = part({ alg: 'EdDSA', kid: privateKey.kid ?? '' });
  const now = Math.floor(Date.now() / 1_000);
  return Array.from({ length: count }, (_, index) => {
    const id = personId(name, index, now);
    const claims = part({
      email: `${id}@example.test`,
      role: 'user',
      iss: 'frontrow-auth',
      aud: 'frontrow',
      jti: personId(`${name}'s session`, index, now),
      sub: id,
      iat: now,
      exp: now + SESSION_SECONDS,
    });
    const signature = sign(null, Buffer.from(`${header}.${claims}`), key).toString('base64url');
    return { id, cookie: `session=${header}.${claims}.${signature}` };
  });
}

/** @param {object} value */
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A UUIDv7 of that second. @param {string} name @param {number} index @param {number} second */
function personId(name, index, second) {
  const hex = createHash('sha256').update(`${name} ${index}`).digest('hex');
  const time = (second * 1_000).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}
