import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { replicaName } from './base/ports.js';
import { missingAt } from './base/probe.js';
import { Problem } from './base/problem.js';
import { publicPart } from './base/secrets.js';
import { inContainer } from './containers/podman.js';
import { OPERATOR } from './demo/accounts.js';

/** @typedef {import('./stack.js').Instance} Instance */
/** @typedef {import('./base/launch.js').ProcessSpec} ProcessSpec */

/**
 * Who writes mails, checks the books or hashes passwords stands back for who answers buyers, where they share processors.
 * @type {Record<string, number>}
 */
const NICE = { auth: 5, notifications: 5, audit: 5 };

/** Left alone, Node takes up to 48 MiB for what is young, and keeps it for a while (docs/performance.md). */
const YOUNG = '--max-semi-space-size=8';

/**
 * Whether addresses have to be confirmed: here people are asked to, and that is all, unless bin/up was told otherwise.
 */
const verification = () => ({ EMAIL_VERIFICATION: process.env.EMAIL_VERIFICATION });

/** Settings of orders that may be given to bin/up itself. */
const ORDERS = ['HOLD_SECONDS', 'EXTENSION_SECONDS', 'PAYMENT_GRACE_SECONDS', 'CHALLENGE'];

/**
 * The services, as many replicas of each as the instance has, each with the environment it reads its configuration from.
 * @param {Instance} instance
 * @returns {ProcessSpec[]}
 */
export function describeServices(instance) {
  const { state, url } = instance;
  const { secrets } = state;
  const session = {
    SESSION_PUBLIC_KEYS: JSON.stringify({ keys: [publicPart(secrets.sessionKey)] }),
    SECURITY_LOG_SECRET: secrets.securityLogSecret,
    // A container may write to no file of ours: its lines stand in its log.
    SECURITY_LOG_FILE: instance.images ? undefined : join(instance.dir, 'logs', 'security.log'),
  };
  // Rushes, benchmarks and the tests of all that come from one address here.
  const { LIMITS = 'generous' } = process.env;
  const http = { ...session, PUBLIC_URL: url, TRUSTED_PROXY_HOPS: '1', LIMITS };

  /** @param {Service} name @param {Record<string, string | undefined>} own */
  const withDatabase = (name, own) => service(instance, name, { ...database(state, name), ...http, ...own });

  return [
    withDatabase('auth', {
      SESSION_PRIVATE_KEY: JSON.stringify(secrets.sessionKey),
      RESET_SECRET: secrets.resetSecret,
      FACTOR_SECRET: secrets.factorSecret,
      OPERATOR_EMAIL: OPERATOR.email,
      OPERATOR_PASSWORD: OPERATOR.password,
      // The demo's accounts are signed in to by many, with nothing but the password of the README. Who is made here has more.
      OPERATOR_FACTORS: 'named',
      SESSIONS_PER_ACCOUNT: '1000',
    }),
    withDatabase('tickets', {
      ADMISSION_KEYS: JSON.stringify({ keys: secrets.admissionKeys }),
      CODES_SECRET: secrets.codesSecret,
      ...verification(),
    }),
    withDatabase('orders', Object.fromEntries(ORDERS.map((name) => [name, process.env[name]]))),
    withDatabase('payments', stripe(instance)),
    service(instance, 'expiration', {
      REDIS_URL: `redis://:${secrets.passwords.redis}@127.0.0.1:${state.ports.redis}/0`,
    }),
    withDatabase('notifications', {
      RESET_SECRET: secrets.resetSecret,
      CODES_SECRET: secrets.codesSecret,
      ...mail(instance),
      ...verification(),
    }),
    withDatabase('audit', {}),
  ].flat();
}

/** @param {Instance['state']} state @param {string} name */
const database = ({ secrets, ports }, name) => ({
  DATABASE_URL: `postgres://${name}:${secrets.passwords[name]}@127.0.0.1:${ports.postgres}/${name}`,
});

/** @typedef {'auth' | 'tickets' | 'orders' | 'payments' | 'expiration' | 'notifications' | 'audit'} Service */

/** @param {Instance} instance @param {Service} name @param {Record<string, string | undefined>} own */
function service(instance, name, own) {
  const { passwords } = instance.state.secrets;
  return replicasOf(instance, {
    name,
    image: name,
    args: ['--enable-source-maps', YOUNG, `services/${name}/dist/main.js`],
    readyPath: '/health/ready',
    env: {
      NATS_URL: `nats://127.0.0.1:${instance.state.ports.nats}`,
      NATS_USER: name,
      NATS_PASSWORD: passwords[name],
      ...own,
    },
  });
}

/** With a mail server in the environment mails go there, otherwise to the mailbox. @param {Instance} instance */
function mail({ usesMailbox }) {
  const { SMTP_URL, MAIL_FROM, CONTACT_EMAIL = OPERATOR.email } = process.env;
  return usesMailbox ? { CONTACT_EMAIL, MAILBOX: 'open' } : { CONTACT_EMAIL, SMTP_URL, MAIL_FROM };
}

/**
 * With a key of Stripe's in the environment payments talks to Stripe, otherwise to the sandbox.
 * @param {Instance} instance
 */
function stripe({ state, usesSandbox }) {
  if (!usesSandbox) {
    const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET } = process.env;
    return { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET };
  }
  const { stripeSecretKey, stripeWebhookSecret } = state.secrets;
  return {
    STRIPE_SECRET_KEY: stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: stripeWebhookSecret,
    STRIPE_API_URL: `http://127.0.0.1:${state.ports.sandbox}`,
  };
}

/** What payments listens to: the list in its README for an endpoint at Stripe. */
const WEBHOOK_EVENTS = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'payment_intent.succeeded',
  'charge.expired',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
];

/** Its books are a file, so there is only one of it. @param {Instance} instance */
export function describeSandbox(instance) {
  const { dir, state, url, images } = instance;
  const data = join(dir, 'sandbox');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  return describe(instance, 1, {
    name: 'sandbox',
    image: 'stripe-sandbox',
    args: ['--enable-source-maps', YOUNG, 'infra/stripe-sandbox/dist/main.js'],
    readyPath: '/health/ready',
    volumes: { [data]: '/data' },
    env: {
      DATA_DIR: images ? '/data' : data,
      STRIPE_SECRET_KEY: state.secrets.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: state.secrets.stripeWebhookSecret,
      WEBHOOK_URL: `http://127.0.0.1:${state.ports.payments}/api/payments/webhook`,
      WEBHOOK_EVENTS: WEBHOOK_EVENTS.join(),
      PUBLIC_URL: `${url}/stripe-sandbox`,
    },
  });
}

/** What pages need, in MiB, also those of many at a time. Left alone, Node keeps three times that once it was busy. */
const CLIENT_HEAP = ['--max-old-space-size=192', YOUNG];

/** The folder of the operator's own pages, if bin/up was told of one. */
function pagesFolder() {
  const { SITE_PAGES } = process.env;
  if (!SITE_PAGES) return undefined;
  const folder = resolve(SITE_PAGES);
  if (!existsSync(folder)) throw new Problem(`SITE_PAGES names no folder: there is no ${folder}`);
  return folder;
}

/** @param {Instance} instance */
export function describeClient(instance) {
  const { root, state, url, images } = instance;
  const pages = pagesFolder();
  const cache = join(root, 'client/.next/cache');
  mkdirSync(cache, { recursive: true });
  return replicasOf(instance, {
    name: 'client',
    image: 'client',
    args: [...CLIENT_HEAP, join(root, 'node_modules/next/dist/bin/next'), 'start', '-H', '127.0.0.1'],
    readyPath: '/',
    cwd: join(root, 'client'),
    temporary: '/frontrow/client/.next/cache',
    writes: [cache],
    ...(pages && { readOnly: { [pages]: '/pages' } }),
    env: {
      HOSTNAME: '127.0.0.1',
      API_URL: `http://127.0.0.1:${state.ports.page}`,
      PUBLIC_URL: url,
      MAILBOX: instance.usesMailbox ? 'open' : 'closed',
      SITE_PAGES: pages && images ? '/pages' : pages,
      SECURITY_CONTACT: process.env.SECURITY_CONTACT,
      ...verification(),
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
}

/**
 * A program of ours, as its sources and its image start it.
 *
 * @typedef {object} Program
 * @property {Service | 'sandbox' | 'client'} name
 * @property {string} image its name without `frontrow/`
 * @property {string[]} args for Node
 * @property {string} readyPath
 * @property {Record<string, string | undefined>} env of its own
 * @property {string} [cwd]
 * @property {Record<string, string>} [volumes] folders of this machine, by where they are in the container
 * @property {Record<string, string>} [readOnly] the same, to be read alone
 * @property {string[]} [writes] files and folders of this machine that it writes besides
 * @property {string} [temporary] what it may write to in the container besides /tmp
 */

/** @param {Instance} instance @param {Program} program @returns {ProcessSpec[]} */
const replicasOf = (instance, program) =>
  Array.from({ length: instance.replicas }, (_, index) => describe(instance, index + 1, program));

/**
 * @param {Instance} instance
 * @param {number} replica from 1
 * @param {Program} program
 * @returns {ProcessSpec}
 */
function describe(instance, replica, program) {
  const { root, state, env, images } = instance;
  const { name, args, readyPath, cwd = root } = program;
  const port = state.ports[replicaName(name, replica)];
  const own = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    ...program.env,
    ...overrides(instance, name),
  };
  const spec = {
    name: replicaName(name, replica),
    cwd,
    waitsFor: () => missingAt(`http://127.0.0.1:${port}${readyPath}`),
  };
  return images
    ? { ...spec, ...inContainer(instance, spec.name, program, own) }
    : {
        ...spec,
        nice: NICE[name],
        command: process.execPath,
        args,
        env: { ...env, ...own },
        own: ownOf(instance, program),
      };
}

/** What a program reads and writes as a user that is not root. @param {Instance} instance @param {Program} program */
function ownOf({ root, dir }, { volumes = {}, writes = [] }) {
  return {
    reaches: [process.execPath, join(root, 'package.json'), join(dir, 'logs')],
    writes: [...Object.keys(volumes), ...writes],
  };
}

/**
 * `FRONTROW_ENV_orders='{"HOLD_SECONDS":"5"}'` gives one process a setting that the others do not see; an instance may
 * come with such settings, too.
 * @param {Instance} instance
 * @param {string} name
 */
const overrides = (instance, name) => ({
  ...instance.settings(instance, name),
  ...JSON.parse(process.env[`FRONTROW_ENV_${name}`] ?? '{}'),
});
