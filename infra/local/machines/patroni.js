import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { missingAt } from '../base/probe.js';
import { writePrivate } from '../base/state.js';
import { findProgram } from '../prepare/find-engines.js';
import { ETCD_ADDRESSES } from './etcd.js';
import { on } from './network.js';

/** @typedef {import('./network.js').Machine} Machine */

export const PATRONI_PORT = 8008;
const SUBNET = '10.77.0.0/24';

/**
 * A member of a cluster of three PostgreSQL servers, of which Patroni has one lead. A commit is answered once a second
 * server has it (`synchronous_mode`), and only that one may follow when the leader is gone.
 *
 * @param {string} home
 * @param {import('../stack.js').Instance} instance
 * @param {{ bin: string, owner: { uid: number, gid: number } }} programs PostgreSQL's, and as whom they run
 * @param {Machine} machine
 * @returns {import('../base/launch.js').ProcessSpec}
 */
export function describePatroni(home, { env, state }, { bin, owner }, machine) {
  const { name, address } = machine;
  const folder = join(home, name, 'patroni');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, owner.uid, owner.gid);
  const { superuser = '' } = state.secrets.passwords;
  const config = {
    scope: 'frontrow',
    name,
    restapi: { listen: `${address}:${PATRONI_PORT}`, connect_address: `${address}:${PATRONI_PORT}` },
    // Not `etcd3`: there Patroni 3.0 (Debian 12) renews its lead from what it last saw, unconditionally. Seen here: one that
    // was cut off takes the lead back when it returns, and what was committed meanwhile is lost.
    etcd: { hosts: ETCD_ADDRESSES },
    bootstrap: {
      dcs: {
        // A leader that is not heard of for `ttl` seconds is gone; ttl >= loop_wait + 2 * retry_timeout, 20 at least.
        ttl: 20,
        loop_wait: 2,
        retry_timeout: 5,
        primary_start_timeout: 0,
        master_start_timeout: 0, // its name before Patroni 4
        synchronous_mode: true,
        synchronous_mode_strict: true, // after a failover too: no commit is answered before another server follows
        postgresql: {
          use_pg_rewind: true,
          parameters: {
            max_connections: 400,
            synchronous_commit: 'on',
            wal_sender_timeout: '5s',
            wal_receiver_timeout: '5s',
            wal_retrieve_retry_interval: '1s', // a standby that waits longer holds up every commit after a failover
            timezone: 'UTC',
            log_timezone: 'UTC',
          },
        },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      listen: `${address},127.0.0.1:5432`,
      connect_address: `${address}:5432`,
      data_dir: join(folder, 'data'),
      bin_dir: bin,
      pgpass: join(folder, 'pgpass'),
      authentication: {
        superuser: { username: 'postgres', password: superuser },
        replication: { username: 'replicator', password: superuser },
        rewind: { username: 'postgres', password: superuser },
      },
      parameters: { unix_socket_directories: folder },
      pg_hba: [
        'local all all peer',
        ...['127.0.0.1/32', SUBNET].flatMap((from) => [
          `host all all ${from} scram-sha-256`,
          `host replication replicator ${from} scram-sha-256`,
        ]),
      ],
    },
  };
  const file = join(folder, 'patroni.yml');
  writePrivate(file, `${JSON.stringify(config, null, 2)}\n`); // YAML is a superset of JSON
  chownSync(file, owner.uid, owner.gid);
  const program = /** @type {string} */ (findProgram('patroni'));
  const asOwner = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', program, file];
  return {
    name: `patroni-${name.slice(-1)}`,
    ...on(machine, '/usr/bin/setpriv', asOwner),
    env: { ...env, HOME: folder, LC_ALL: 'C.UTF-8' },
    cwd: '/',
    waitsFor: () => missingAt(`http://${address}:${PATRONI_PORT}/readiness`),
  };
}
