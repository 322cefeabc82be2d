import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentAt } from '../base/probe.js';
import { writePrivate } from '../base/state.js';
import { findProgram } from '../prepare/find-engines.js';
import { NATS_MONITOR_PORT } from './nats.js';
import { MACHINES } from './network.js';
import { PATRONI_PORT } from './patroni.js';

/**
 * One address for each engine, at the ports where a single one would be: PostgreSQL's always leads to the server that
 * Patroni says is the leader. Connections to one that has stopped leading, or is out of reach, are cut.
 *
 * @param {string} home
 * @param {import('../stack.js').Instance} instance
 * @returns {import('../base/launch.js').ProcessSpec}
 */
export function describeHaproxy(home, { env, state }) {
  const folder = join(home, 'haproxy');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const servers = (/** @type {number} */ port, /** @type {number} */ checked) =>
    MACHINES.map(({ name, address }) => `  server ${name} ${address}:${port} check port ${checked}`).join('\n');
  const file = join(folder, 'haproxy.cfg');
  writePrivate(
    file,
    `global
  maxconn 4000

defaults
  mode tcp
  timeout connect 2s
  timeout client 1h
  timeout server 1h
  timeout check 1s
  default-server inter 500ms fall 3 rise 1 on-marked-down shutdown-sessions

listen postgres
  bind 127.0.0.1:${state.ports.postgres}
  option httpchk OPTIONS /primary
${servers(5432, PATRONI_PORT)}

listen nats
  bind 127.0.0.1:${state.ports.nats}
  option httpchk GET /healthz?js-enabled-only=true
${servers(4222, NATS_MONITOR_PORT)}
`,
  );
  return {
    name: 'haproxy',
    command: /** @type {string} */ (findProgram('haproxy')),
    args: ['-db', '-f', file],
    env,
    cwd: folder,
    waitsFor: () => silentAt('127.0.0.1', state.ports.postgres),
  };
}
