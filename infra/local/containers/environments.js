import { publicPart } from '../base/secrets.js';

/**
 * What each part may know and no other may, as environment variables, for an instance in containers.
 *
 * @param {import('../base/secrets.js').Secrets} secrets
 * @param {{ databaseOf: (service: string) => string, redis: string, stripe?: Record<string, string> | undefined }} where
 *   the host of each service's database, that of the timers' store, and Stripe's own keys in the place of the sandbox's
 * @returns {Record<string, Record<string, string>>}
 */
export function secretEnvironments(secrets, { databaseOf, redis, stripe }) {
  const { passwords, sessionKey, admissionKeys } = secrets;
  const reset = { RESET_SECRET: secrets.resetSecret };
  const codes = { CODES_SECRET: secrets.codesSecret };
  const sandbox = { STRIPE_SECRET_KEY: secrets.stripeSecretKey, STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret };
  const sessions = {
    SESSION_PUBLIC_KEYS: JSON.stringify({ keys: [publicPart(sessionKey)] }),
    SECURITY_LOG_SECRET: secrets.securityLogSecret,
  };
  /** @type {Record<string, Record<string, string>>} */
  const own = {
    auth: {
      ...reset,
      SESSION_PRIVATE_KEY: JSON.stringify(sessionKey),
      FACTOR_SECRET: secrets.factorSecret,
    },
    notifications: { ...reset, ...codes },
    tickets: { ...codes, ADMISSION_KEYS: JSON.stringify({ keys: admissionKeys }) },
    payments: stripe ?? sandbox,
    expiration: { REDIS_URL: `redis://:${passwords.redis}@${redis}/0` },
  };
  const services = Object.keys(passwords).filter((name) => !['redis', 'superuser'].includes(name));
  const entries = services.map((name) => {
    const database =
      name === 'expiration'
        ? {}
        : { DATABASE_URL: `postgresql://${name}:${passwords[name]}@${databaseOf(name)}:5432/${name}`, ...sessions };
    return [name, { NATS_USER: name, NATS_PASSWORD: passwords[name], ...database, ...own[name] }];
  });
  return { ...Object.fromEntries(entries), 'stripe-sandbox': sandbox };
}
