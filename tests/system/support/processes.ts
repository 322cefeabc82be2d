import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { ports, root, stateDir } from './instance.ts';

export const ownServices = ['auth', 'tickets', 'orders', 'payments', 'expiration', 'notifications', 'audit'] as const;
export const services = [...ownServices, 'sandbox'] as const;
export type Service = (typeof services)[number];
export type Engine = 'postgres' | 'redis' | 'nats';
export type Part = Service | Engine | 'client' | 'nginx';

/** The process of a part as the supervisor notes it, undefined while there is none. */
export function pidOf(name: Part): number | undefined {
  const table = JSON.parse(readFileSync(join(stateDir, 'processes.json'), 'utf8')) as Record<string, { pid: number }>;
  return table[name]?.pid;
}

function signal(name: Part, which: NodeJS.Signals): number {
  const pid = pidOf(name);
  if (!pid) throw new Error(`${name} does not run`);
  process.kill(pid, which);
  return pid;
}

const untilGone = (name: Part, pid: number) =>
  eventually(() => {
    if (pidOf(name) === pid) throw new Error(`${name} is still there`);
  }, 30_000);

/** Ends a part as a crash would; the supervisor starts it again. */
export async function kill(name: Part): Promise<void> {
  await untilGone(name, signal(name, 'SIGKILL'));
}

/** Makes a part hang until `resume`. */
export const suspend = (name: Part): void => void signal(name, 'SIGSTOP');
export const resume = (name: Part): void => void signal(name, 'SIGCONT');

const pauseFile = (name: Part) => join(stateDir, 'paused', name);

/** Ends a part and keeps it down until `bringBack`. */
export async function takeDown(name: Part, how: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  mkdirSync(join(stateDir, 'paused'), { recursive: true });
  writeFileSync(pauseFile(name), '');
  const pid = pidOf(name);
  if (!pid) return;
  process.kill(pid, how);
  await untilGone(name, pid);
}

/** Lets a part run again, and waits until there is a process of it. */
export async function letRun(name: Part): Promise<void> {
  rmSync(pauseFile(name), { force: true });
  await eventually(() => {
    if (!pidOf(name)) throw new Error(`${name} is not started`);
  }, 30_000);
}

/** Lets a part run again, and waits until the whole of Frontrow is ready. */
export async function bringBack(name: Part): Promise<void> {
  await letRun(name);
  await allReady();
}

/** What a service says of itself: its status, and what is wrong by name. */
export async function readiness(name: Service): Promise<{ status: number; checks: Record<string, string> }> {
  const response = await fetch(`http://127.0.0.1:${ports[name]}/health/ready`);
  return { status: response.status, checks: ((await response.json()) as { checks: Record<string, string> }).checks };
}

/** Waits until every service is ready. */
export const allReady = () =>
  eventually(
    async () => {
      for (const name of services) {
        const { status, checks } = await readiness(name);
        if (status !== 200) throw new Error(`${name} is not ready: ${JSON.stringify(checks)}`);
      }
    },
    60_000,
    100,
  );

/** Runs a service with other settings in the place of the usual one; resolves to how to put that back. */
export async function runWith(name: Exclude<Service, 'sandbox'>, settings: Record<string, string>) {
  await takeDown(name, 'SIGTERM');
  const log = openSync(join(stateDir, 'logs', `${name}.log`), 'a');
  const child = spawn(
    process.execPath,
    [`--env-file=${join(stateDir, 'env', `${name}.env`)}`, `services/${name}/dist/main.js`],
    { cwd: root, env: { PATH: process.env.PATH, ...settings }, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const putBack = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await bringBack(name);
  };
  try {
    await allReady();
  } catch (error) {
    await putBack();
    throw error;
  }
  return putBack;
}
