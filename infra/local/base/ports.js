import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/** Each part has a hundred ports to choose from, far from the engines' standard ones. */
const FIRST_PORTS = {
  page: 8100,
  shared: 14000,
  postgres: 15400,
  redis: 16300,
  nats: 14200,
  natsMonitor: 18200,
  auth: 13100,
  tickets: 13200,
  orders: 13300,
  payments: 13400,
  expiration: 13500,
  sandbox: 13600,
  client: 13700,
  audit: 13800,
  notifications: 13900,
};

/** By part; those of its further replicas are there as `orders-2` and so on. @typedef {Record<keyof typeof FIRST_PORTS, number>} Ports */

/**
 * The ports that an instance would like. They depend on its folder, so that several that start at once do not meet.
 * @param {string} dir
 * @returns {Ports}
 */
export function preferredPorts(dir) {
  const offset = createHash('sha256').update(dir).digest().readUInt16BE() % 100;
  const entries = Object.entries(FIRST_PORTS).map(([name, first]) => [name, first + offset]);
  return Object.fromEntries(entries);
}

/** @param {number} port @param {string} host @returns {Promise<string | undefined>} why it cannot be listened on */
function whyNot(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** Whether this machine has IPv6 on its loopback. */
export const hasIpv6 = async () => (await whyNot(0, '::1')) === undefined;

/**
 * Why nothing can listen on this port of the loopback (EADDRINUSE, EACCES), or undefined when it is free.
 * @param {number} port
 */
export async function portProblem(port) {
  const [v4, v6] = await Promise.all([whyNot(port, '127.0.0.1'), whyNot(port, '::1')]);
  return v4 ?? (v6 === 'EADDRINUSE' ? v6 : undefined);
}

/**
 * Settles the ports of these parts: those wanted where they are free, others of the same hundred where they are not.
 * @param {Ports} wanted
 * @param {(keyof Ports)[]} names
 * @returns {Promise<Ports>}
 */
export async function choosePorts(wanted, names) {
  const ports = { ...wanted };
  for (const name of names) ports[name] = await firstFree(ports[name]);
  return ports;
}

/** The name of one of a part's replicas: the first has that of the part. @param {string} part @param {number} replica */
export const replicaName = (part, replica) =>
  /** @type {keyof typeof FIRST_PORTS} */ (replica === 1 ? part : `${part}-${replica}`);

/**
 * Where the further replicas of these parts would like to listen: in the same hundred, a stretch away.
 * @param {Ports} ports
 * @param {(keyof typeof FIRST_PORTS)[]} parts
 * @param {number} replicas
 * @returns {Ports}
 */
export function withReplicas(ports, parts, replicas) {
  const all = { ...ports };
  for (const part of parts) {
    const hundred = FIRST_PORTS[part];
    for (let n = 2; n <= replicas; n++)
      all[replicaName(part, n)] = hundred + ((ports[part] - hundred + 20 * (n - 1)) % 100);
  }
  return all;
}

/** @param {number} wanted */
async function firstFree(wanted) {
  const hundred = wanted - (wanted % 100);
  for (let step = 0; step < 100; step++) {
    const port = hundred + ((wanted + step) % 100);
    if (!(await portProblem(port))) return port;
  }
  return wanted;
}
