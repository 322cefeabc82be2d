import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { missingAt, saysItFails } from '../base/probe.js';
import { writePrivate } from '../base/state.js';
import { findProgram } from '../prepare/find-engines.js';
import { busUsers } from './nats-permissions.js';

/**
 * The event bus, with a user for each service. Tests of single services share one server without users.
 * @param {import('../stack.js').Instance} instance
 * @returns {import('../base/launch.js').ProcessSpec}
 */
export function prepareNats({ dir, state, env, forTests }) {
  const home = join(dir, 'nats');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const command = /** @type {string} */ (findProgram('nats-server'));
  const { nats: port, natsMonitor: monitor } = state.ports;
  const { passwords } = state.secrets;
  const config = {
    server_name: 'frontrow',
    listen: `127.0.0.1:${port}`,
    http: `127.0.0.1:${monitor}`,
    jetstream: { store_dir: home, ...(canSync(command) && !forTests ? { sync_interval: '1s' } : {}) },
    ...(forTests ? {} : { authorization: { users: busUsers(passwords) } }),
  };
  const file = join(home, 'nats.conf');
  writePrivate(file, `${JSON.stringify(config, null, 2)}\n`); // its notation is a superset of JSON
  return {
    name: 'nats',
    command,
    args: ['-c', file],
    env,
    cwd: home,
    own: { reaches: [file], writes: [home] },
    waitsFor: () => missingAt(`http://127.0.0.1:${monitor}/healthz`),
    // It turns JetStream off when its disk is full, and never on again, whatever space there is.
    isBroken: () => saysItFails(`http://127.0.0.1:${monitor}/healthz?js-enabled-only=true`),
  };
}

/**
 * How often it syncs to disk can be set since 2.10; before, a power cut may cost minutes, which the outbox makes good.
 * @param {string} command
 */
function canSync(command) {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(execFileSync(command, ['--version'], { encoding: 'utf8' })) ?? [];
  return Number(major) > 2 || Number(minor) >= 10;
}
