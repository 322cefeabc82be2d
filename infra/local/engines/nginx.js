import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasIpv6, replicaName } from '../base/ports.js';
import { writePrivate } from '../base/state.js';
import { findProgram } from '../prepare/find-engines.js';
import { nginxConfig } from './nginx-config.js';

/**
 * The gateway: the one address that browsers see.
 * @param {import('../stack.js').Instance} instance
 * @returns {Promise<import('../base/launch.js').ProcessSpec>}
 */
export async function prepareNginx({ dir, state, env, usesSandbox, replicas }) {
  const home = join(dir, 'nginx');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { ports } = state;
  const pidFile = join(home, 'nginx.pid'); // written once it listens
  rmSync(pidFile, { force: true });
  const file = join(home, 'nginx.conf');
  const config = nginxConfig({
    home,
    usesSandbox,
    listen: [`127.0.0.1:${ports.page}`, ...((await hasIpv6()) ? [`[::1]:${ports.page}`] : [])],
    names: ['localhost', '127.0.0.1', '[::1]'],
    shared: `127.0.0.1:${ports.shared}`,
    addressesOf: (part) =>
      Array.from(
        { length: part === 'sandbox' ? 1 : replicas },
        (_, n) => `127.0.0.1:${ports[replicaName(part, n + 1)]}`,
      ),
    counted: process.env.LIMITS === 'strict',
  });
  writePrivate(file, config);
  return {
    name: 'nginx',
    command: /** @type {string} */ (findProgram('nginx')),
    args: ['-p', home, '-c', file, '-e', 'stderr'],
    env,
    cwd: home,
    own: { reaches: [file], writes: [home] },
    stopSignal: 'SIGQUIT', // lets requests end that are under way
    waitsFor: async () => (existsSync(pidFile) ? undefined : 'starting'),
  };
}
