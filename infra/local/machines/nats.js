import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { missingAt } from '../base/probe.js';
import { writePrivate } from '../base/state.js';
import { busUsers } from '../engines/nats-permissions.js';
import { findProgram } from '../prepare/find-engines.js';
import { MACHINES, on } from './network.js';

/** @typedef {import('./network.js').Machine} Machine */

export const NATS_URLS = MACHINES.map(({ address }) => `nats://${address}:4222`).join(',');
export const NATS_MONITOR_PORT = 8222;

/** One of three servers of the bus; streams are kept by all three. @param {string} home @param {import('../stack.js').Instance} instance @param {Machine} machine @returns {import('../base/launch.js').ProcessSpec} */
export function describeNats(home, { env, state }, machine) {
  const { name, address } = machine;
  const data = join(home, name, 'nats');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const { passwords } = state.secrets;
  const config = {
    server_name: name,
    listen: `${address}:4222`,
    http: `${address}:${NATS_MONITOR_PORT}`,
    ping_interval: '2s',
    ping_max: 2,
    jetstream: { store_dir: data },
    cluster: {
      name: 'frontrow',
      listen: `${address}:6222`,
      routes: MACHINES.map((each) => `nats://${each.address}:6222`),
    },
    authorization: { users: busUsers(passwords) },
  };
  const file = join(data, 'nats.conf');
  writePrivate(file, `${JSON.stringify(config, null, 2)}\n`);
  return {
    name: `nats-${name.slice(-1)}`,
    ...on(machine, /** @type {string} */ (findProgram('nats-server')), ['-c', file]),
    env,
    cwd: data,
    waitsFor: () => missingAt(`http://${address}:${NATS_MONITOR_PORT}/healthz`),
  };
}
