import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { missingAt } from '../base/probe.js';
import { findProgram } from '../prepare/find-engines.js';
import { MACHINES, on } from './network.js';

/** @typedef {import('./network.js').Machine} Machine */

/** Where the members of Patroni agree on who leads: a majority of three has to know it. */
export const ETCD_ADDRESSES = MACHINES.map(({ address }) => `${address}:2379`);

/** @param {string} home @param {Record<string, string | undefined>} env @param {Machine} machine @returns {import('../base/launch.js').ProcessSpec} */
export function describeEtcd(home, env, machine) {
  const { name, address } = machine;
  const data = join(home, name, 'etcd');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const peer = `http://${address}:2380`;
  const client = `http://${address}:2379`;
  const options = {
    name,
    'data-dir': data,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'initial-cluster': MACHINES.map((each) => `${each.name}=http://${each.address}:2380`).join(','),
    'initial-cluster-token': 'frontrow',
    'heartbeat-interval': '100',
    'election-timeout': '1000',
    'enable-v2': 'true', // what patroni.js uses
    'log-level': 'warn',
  };
  return {
    name: `etcd-${name.slice(-1)}`,
    ...on(
      machine,
      /** @type {string} */ (findProgram('etcd')),
      Object.entries(options).map(([key, value]) => `--${key}=${value}`),
    ),
    env,
    cwd: data,
    waitsFor: () => missingAt(`${client}/health`),
  };
}
