import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentAt } from '../base/probe.js';
import { writePrivate } from '../base/state.js';
import { findProgram } from '../prepare/find-engines.js';
import { MACHINES, on } from './network.js';

/** @typedef {import('./network.js').Machine} Machine */
/** @typedef {import('../base/launch.js').ProcessSpec} ProcessSpec */

const SENTINEL_PORT = 26379;
/** By which name the Sentinels know the primary. */
export const PRIMARY = 'frontrow';
export const SENTINELS = MACHINES.map(({ address }) => `${address}:${SENTINEL_PORT}`).join(',');

/**
 * A Redis, the first machine's being the primary to begin with, and the Sentinel beside it; two of three Sentinels have
 * to agree that the primary is gone. Both write what they learn into their own configuration, so that is written once.
 *
 * @param {string} home
 * @param {import('../stack.js').Instance} instance
 * @param {Machine} machine
 * @returns {ProcessSpec[]}
 */
export function describeRedis(home, { env, state }, machine) {
  const { name, address } = machine;
  const { redis: password } = state.secrets.passwords;
  const first = /** @type {Machine} */ (MACHINES[0]).address;
  const folder = join(home, name, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  const common = `bind ${address}\nprotected-mode no\ndir "${folder}"\nrequirepass ${password}\n`;
  const redis = `${common}port 6379
masterauth ${password}
replica-announce-ip ${address}
repl-timeout 5
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
${address === first ? '' : `replicaof ${first} 6379\n`}`;
  const sentinel = `${common}port ${SENTINEL_PORT}
sentinel sentinel-pass ${password}
sentinel announce-ip ${address}
sentinel monitor ${PRIMARY} ${first} 6379 2
sentinel auth-pass ${PRIMARY} ${password}
sentinel down-after-milliseconds ${PRIMARY} 3000
sentinel failover-timeout ${PRIMARY} 10000
`;
  const program = /** @type {string} */ (findProgram('redis-server'));
  /** @param {string} kind @param {string} config @param {number} port @param {string[]} more @returns {ProcessSpec} */
  const describe = (kind, config, port, more) => {
    const file = join(folder, `${kind}.conf`);
    if (!existsSync(file)) writePrivate(file, config);
    return {
      name: `${kind}-${name.slice(-1)}`,
      ...on(machine, program, [file, ...more]),
      env,
      cwd: folder,
      waitsFor: () => silentAt(address, port),
    };
  };
  return [describe('redis', redis, 6379, []), describe('sentinel', sentinel, SENTINEL_PORT, ['--sentinel'])];
}
