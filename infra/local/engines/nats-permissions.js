import { SERVICES } from '../base/secrets.js';

/**
 * Who may say and hear what on the bus. A service publishes only the events it owns, manages only the streams that keep
 * them, and reads the streams of the others through consumers of its own (named `<service>-<aggregate>`), so that one
 * broken or stolen service can neither forge another's events nor take or acknowledge another's messages. With
 * `signal.<service>.…` its replicas wake one another.
 */

/** Each aggregate's stream, the service that publishes it, and the services that consume it. */
export const STREAMS = [
  { aggregate: 'user', stream: 'USERS', publisher: 'auth', consumers: ['tickets', 'orders', 'notifications', 'audit'] },
  {
    aggregate: 'session',
    stream: 'SESSIONS',
    publisher: 'auth',
    consumers: ['tickets', 'orders', 'payments', 'notifications', 'audit'],
  },
  { aggregate: 'password', stream: 'PASSWORDS', publisher: 'auth', consumers: ['notifications', 'audit'] },
  { aggregate: 'email', stream: 'EMAILS', publisher: 'auth', consumers: ['notifications', 'audit'] },
  { aggregate: 'credential', stream: 'CREDENTIALS', publisher: 'auth', consumers: ['notifications', 'audit'] },
  { aggregate: 'ticket', stream: 'TICKETS', publisher: 'tickets', consumers: ['orders', 'notifications', 'audit'] },
  { aggregate: 'stock', stream: 'STOCK', publisher: 'orders', consumers: ['tickets', 'audit'] },
  {
    aggregate: 'order',
    stream: 'ORDERS',
    publisher: 'orders',
    consumers: ['tickets', 'payments', 'expiration', 'notifications', 'audit'],
  },
  { aggregate: 'expiration', stream: 'EXPIRATIONS', publisher: 'expiration', consumers: ['orders', 'audit'] },
  {
    aggregate: 'payment',
    stream: 'PAYMENTS',
    publisher: 'payments',
    consumers: ['orders', 'tickets', 'notifications', 'audit'],
  },
  {
    aggregate: 'admission',
    stream: 'ADMISSIONS',
    publisher: 'tickets',
    consumers: ['orders', 'notifications', 'audit'],
  },
];

/**
 * The users of the bus as its configuration has them.
 * @param {Record<string, string | undefined>} passwords
 */
export const busUsers = (passwords) =>
  SERVICES.map((user) => ({ user, password: passwords[user], permissions: permissionsOf(user) }));

/** @param {string} service */
function permissionsOf(service) {
  const owned = STREAMS.filter(({ publisher }) => publisher === service);
  const consumed = STREAMS.filter(({ consumers }) => consumers.includes(service));
  return {
    publish: {
      allow: [
        '$JS.API.INFO',
        '$JS.API.STREAM.NAMES',
        `signal.${service}.>`,
        ...owned.flatMap(({ aggregate, stream }) => [`${aggregate}.>`, ...manage(stream)]),
        ...consumed.flatMap(({ stream }) => consume(stream)),
      ],
      deny: consumed.flatMap(({ aggregate, stream, consumers }) =>
        consumers.filter((other) => other !== service).flatMap((other) => useOf(stream, `${other}-${aggregate}`)),
      ),
    },
    subscribe: { allow: [`_INBOX_${service}.>`, `signal.${service}.>`] },
  };
}

/** @param {string} stream */
const manage = (stream) =>
  ['CREATE', 'UPDATE', 'INFO', 'DELETE', 'MSG.GET'].map((verb) => `$JS.API.STREAM.${verb}.${stream}`);

/** @param {string} stream */
const consume = (stream) => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.CONSUMER.CREATE.${stream}`,
  ...['CREATE', 'DURABLE.CREATE', 'INFO', 'MSG.NEXT', 'DELETE'].map((verb) => `$JS.API.CONSUMER.${verb}.${stream}.>`),
  `$JS.ACK.${stream}.>`,
];

/** @param {string} stream @param {string} consumer */
const useOf = (stream, consumer) => [
  `$JS.API.CONSUMER.*.${stream}.${consumer}`,
  `$JS.API.CONSUMER.*.${stream}.${consumer}.>`,
  `$JS.API.CONSUMER.*.*.${stream}.${consumer}`,
  `$JS.ACK.${stream}.${consumer}.>`,
];
