/** Every kind of fault of the design's list, what it may strike, and how long it lasts (in ms, from and to). */
export interface KindOfFault {
  targets: readonly string[];
  lastsMs: readonly [from: number, to: number];
}

const withDatabase = ['auth', 'tickets', 'orders', 'payments', 'notifications', 'audit'] as const;
const services = [...withDatabase, 'expiration'] as const;
const engines = ['nats', 'redis', 'postgres'] as const;
const aggregates = ['user', 'ticket', 'stock', 'order', 'expiration', 'payment', 'admission'] as const;
const links = [
  ...withDatabase.map((service) => `${service}-postgres`),
  ...services.map((service) => `${service}-nats`),
  'expiration-redis',
  'payments-sandbox',
  'sandbox-payments',
];
const stripeCalls = ['create', 'confirm', 'capture', 'cancel', 'refund'] as const;

const moment = [0, 0] as const;
const short = [500, 4_000] as const;
const long = [3_000, 10_000] as const;
/** Long enough for what it arms to be met by the traffic. */
const armed = [4_000, 10_000] as const;

export const kinds = {
  kill: { targets: [...services, 'sandbox', ...engines, 'nginx'], lastsMs: moment },
  'crash before-commit': { targets: withDatabase, lastsMs: armed },
  'crash after-commit': { targets: withDatabase, lastsMs: armed },
  'crash before-stripe': { targets: ['payments'], lastsMs: armed },
  'crash after-stripe': { targets: ['payments'], lastsMs: armed },
  'crash before-publish': { targets: services, lastsMs: armed },
  'crash after-publish': { targets: services, lastsMs: armed },
  'crash before-ack': { targets: ['tickets', 'orders', 'payments', 'expiration'], lastsMs: armed },
  'crash after-ack': { targets: ['tickets', 'orders', 'payments', 'expiration'], lastsMs: armed },
  stop: { targets: [...services, 'sandbox', ...engines], lastsMs: short },
  suspend: { targets: [...services, 'sandbox', 'nats', 'redis'], lastsMs: [4_000, 30_000] },
  'rolling restart': { targets: ['services'], lastsMs: moment },
  'second replica': { targets: services, lastsMs: long },
  'clock wrong': { targets: services, lastsMs: long },
  'redis emptied': { targets: ['redis'], lastsMs: moment },
  'nats store deleted': { targets: ['nats'], lastsMs: moment },
  'link cut': { targets: links, lastsMs: short },
  'link blackholed': { targets: links, lastsMs: long },
  'link deaf': { targets: links, lastsMs: long },
  'link mute': { targets: links, lastsMs: long },
  'link slow': { targets: links, lastsMs: long },
  'stripe refuses': { targets: stripeCalls, lastsMs: short },
  'stripe cuts': { targets: stripeCalls, lastsMs: short },
  'stripe is late': { targets: stripeCalls, lastsMs: long },
  'stripe executes, then cuts': { targets: stripeCalls, lastsMs: short },
  'stripe executes, then fails': { targets: stripeCalls, lastsMs: short },
  'stripe executes, then is late': { targets: stripeCalls, lastsMs: long },
  'webhooks late': { targets: ['webhooks'], lastsMs: long },
  'webhooks doubled': { targets: ['webhooks'], lastsMs: long },
  'webhooks reordered': { targets: ['webhooks'], lastsMs: long },
  'webhooks dropped': { targets: ['webhooks'], lastsMs: long },
  'events again, shuffled': { targets: aggregates, lastsMs: moment },
  'poison events': { targets: aggregates, lastsMs: moment },
  'slow consumer': { targets: ['tickets', 'orders', 'payments'], lastsMs: [6_000, 8_000] },
  'pool exhausted': { targets: withDatabase, lastsMs: long },
  'connections exhausted': { targets: ['postgres'], lastsMs: short },
} as const satisfies Record<string, KindOfFault>;

export type Kind = keyof typeof kinds;
