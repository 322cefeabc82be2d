import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@frontrow/common/testing';
import { root, stateDir } from '../../../system/support/instance.ts';
import type { Service } from '../../../system/support/processes.ts';

export interface Replica {
  child: ChildProcess;
  url: string;
  /** Ends it, and resolves once it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** The environment in which the supervisor starts a service. */
export function environmentOf(name: Service): Record<string, string> {
  const lines = readFileSync(join(stateDir, 'env', `${name}.env`), 'utf8').matchAll(/^(\w+)='(.*)'$/gm);
  return Object.fromEntries(Array.from(lines, ([, key, value]) => [key!, value!]));
}

/** Starts one more process of a service beside the supervised one, or in its place, on a port of its own. */
export async function startReplica(name: Service, settings: Record<string, string> = {}): Promise<Replica> {
  const port = settings.PORT ?? String(await freePort());
  const log = openSync(join(stateDir, 'logs', `${name}.log`), 'a');
  const child = spawn(process.execPath, [`services/${name}/dist/main.js`], {
    cwd: root,
    env: { ...environmentOf(name), ...settings, PORT: port },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const gone = once(child, 'exit');
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    async end(signal = 'SIGTERM') {
      child.kill('SIGCONT');
      child.kill(signal);
      await gone;
    },
  };
}
