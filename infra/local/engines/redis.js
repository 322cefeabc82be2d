import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { writePrivate } from '../base/state.js';
import { findProgram } from '../prepare/find-engines.js';

/**
 * The timers' store. It writes an append-only file, because a snapshot would lose timers in a crash, and refuses writes
 * when full rather than dropping timers.
 * @param {import('../stack.js').Instance} instance
 * @returns {import('../base/launch.js').ProcessSpec}
 */
export function prepareRedis({ dir, state, env }) {
  const home = join(dir, 'redis');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { redis: port } = state.ports;
  const { redis: password } = state.secrets.passwords;
  const config = join(home, 'redis.conf');
  writePrivate(
    config,
    `bind 127.0.0.1
port ${port}
dir "${home}"
requirepass ${password}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
`,
  );
  return {
    name: 'redis',
    command: /** @type {string} */ (findProgram('redis-server')),
    args: [config],
    env,
    cwd: home,
    own: { reaches: [config], writes: [home] },
    waitsFor: async () => {
      const reply = await ask(/** @type {number} */ (port), `AUTH ${password}\r\nPING\r\n`);
      return reply.includes('+PONG') ? undefined : 'loading its data';
    },
  };
}

/**
 * Sends commands in Redis's plain form; an empty reply means that nothing answered.
 * @param {number} port
 * @param {string} commands
 * @returns {Promise<string>}
 */
function ask(port, commands) {
  return new Promise((resolve) => {
    let reply = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(commands));
    socket.setTimeout(2000, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (chunk) => {
      reply += chunk;
    });
    socket.on('error', () => {}).on('close', () => resolve(reply));
  });
}
