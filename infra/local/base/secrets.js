import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** Roles of PostgreSQL, users of NATS: a password each. */
export const DATABASES = ['auth', 'tickets', 'orders', 'payments', 'notifications', 'audit'];
export const SERVICES = [...DATABASES, 'expiration'];

/** @param {number} bytes */
const random = (bytes) => randomBytes(bytes).toString('hex');

/** A new Ed25519 key as a private JWK; `kid` says which of several signed. */
function newSigningKey() {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { ...privateKey.export({ format: 'jwk' }), kid: random(8), alg: 'EdDSA', use: 'sig' };
}

/** @param {ReturnType<typeof newSigningKey>} key */
export function publicPart({ d: _private, ...key }) {
  return key;
}

/** @typedef {ReturnType<typeof newSecrets>} Secrets */

/** Everything secret of one instance, made on its first run. */
export function newSecrets() {
  return {
    passwords: Object.fromEntries([...SERVICES, 'redis', 'superuser'].map((name) => [name, random(20)])),
    sessionKey: newSigningKey(),
    admissionKeys: [newSigningKey()],
    resetSecret: random(32),
    codesSecret: random(32),
    securityLogSecret: random(32),
    factorSecret: random(32),
    stripeSecretKey: `sk_test_sandbox${random(12)}`,
    stripeWebhookSecret: `whsec_${random(24)}`,
  };
}
