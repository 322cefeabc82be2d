import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { baseUrl, ports, root, stateDir } from '../../../system/support/instance.ts';
import {
  kill,
  letRun,
  ownServices,
  type Part,
  pidOf,
  resume,
  suspend,
  takeDown,
} from '../../../system/support/processes.ts';
import type { FaultMaker } from './fault.ts';

/** How long a part may take to come back; a busy machine needs its time. */
const PATIENCE_MS = 60_000;

const portOf = (part: Part) => (part === 'nginx' ? Number(new URL(baseUrl).port) : ports[part]!);

async function accepts(part: Part): Promise<void> {
  const socket = connect(portOf(part), '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}

/** Waits until a process of the part runs and listens. */
export const untilBack = (part: Part): Promise<void> =>
  eventually(
    () => {
      if (!pidOf(part)) throw new Error(`${part} is not started`);
      return accepts(part);
    },
    PATIENCE_MS,
    50,
  );

/** Ends a process in good order, or by force when it does not come to an end; the supervisor starts it again. */
export async function restart(part: Part): Promise<void> {
  await end(part);
  await letRun(part);
  await untilBack(part);
}

async function end(part: Part): Promise<void> {
  await untilBack(part);
  try {
    await takeDown(part, part === 'postgres' ? 'SIGINT' : 'SIGTERM');
  } catch {
    await takeDown(part, 'SIGKILL');
  }
}

export const killed: FaultMaker = (target) => ({
  async start() {
    await untilBack(target as Part);
    await kill(target as Part);
  },
  heal: () => untilBack(target as Part),
});

export const stopped: FaultMaker = (target) => ({
  start: () => end(target as Part),
  async heal() {
    await letRun(target as Part);
    await untilBack(target as Part);
  },
});

export const suspended: FaultMaker = (target) => ({
  async start() {
    await untilBack(target as Part);
    suspend(target as Part);
  },
  async heal() {
    resume(target as Part);
  },
});

/** As an upgrade does it: each service in turn, while the others work. */
export const rolled: FaultMaker = (_target, random) => ({
  async start() {
    for (const part of random.shuffle<Part>([...ownServices])) {
      await restart(part);
    }
  },
  heal: async () => {},
});

/** A second process of a service beside the first: two relays, two consumers of the same name, two sets of workers. */
export const doubled: FaultMaker = (target, random) => {
  let replica: ChildProcess | undefined;
  return {
    async start() {
      const log = openSync(join(stateDir, 'logs', `${target}-replica.log`), 'a');
      const env = join(stateDir, 'env', `${target}.env`);
      replica = spawn(process.execPath, [`--env-file=${env}`, `services/${target}/dist/main.js`], {
        cwd: root,
        env: { PATH: process.env.PATH, PORT: '0' },
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      await once(replica, 'spawn');
    },
    async heal() {
      if (!replica || replica.exitCode !== null || replica.signalCode !== null) return;
      const gone = once(replica, 'exit');
      replica.kill(random.pick(['SIGTERM', 'SIGKILL']));
      const patience = setTimeout(() => replica?.kill('SIGKILL'), 20_000);
      await gone;
      clearTimeout(patience);
    },
  };
};
