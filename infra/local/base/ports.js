import { createServer } from 'node:net';

/** Where each part listens unless something else does: far from the engines' standard ports. */
export const PREFERRED_PORTS = {
  page: 8080,
  postgres: 15432,
  redis: 16379,
  nats: 14222,
  natsMonitor: 18222,
  auth: 13001,
  tickets: 13002,
  orders: 13003,
  payments: 13004,
  expiration: 13005,
  sandbox: 13006,
  client: 13007,
};

/** @typedef {Record<keyof typeof PREFERRED_PORTS, number>} Ports */

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
 * Settles the ports of these parts: those they had where they are still free, new ones for the others.
 * @param {Partial<Ports>} last
 * @param {(keyof Ports)[]} names
 * @returns {Promise<Ports>} all ports, as far as they are settled
 */
export async function choosePorts(last, names) {
  const ports = /** @type {Ports} */ ({ ...last });
  for (const name of names) ports[name] = await firstFree(last[name] ?? PREFERRED_PORTS[name], PREFERRED_PORTS[name]);
  return ports;
}

/** @param {number} wanted @param {number} preferred */
async function firstFree(wanted, preferred) {
  if (!(await portProblem(wanted))) return wanted;
  // In steps of 100, so that the parts never meet on one port.
  for (let port = preferred; port < preferred + 5000; port += 100) {
    if (!(await portProblem(port))) return port;
  }
  return wanted;
}
