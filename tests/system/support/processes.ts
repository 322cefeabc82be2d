import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { ports, replicas, root, stateDir } from './instance.ts';

export const ownServices = ['auth', 'tickets', 'orders', 'payments', 'expiration', 'notifications', 'audit'] as const;
export const services = [...ownServices, 'sandbox'] as const;
export type Service = (typeof services)[number];
export type Engine = 'postgres' | 'redis' | 'nats';
export type Part = Service | Engine | 'client' | 'nginx';

/** The names of a part's replicas, of which the first has its own. Engines, nginx and the sandbox are one each. */
const replicasOf = (name: Part): string[] =>
  ownServices.some((own) => own === name) || name === 'client'
    ? [name, ...Array.from({ length: replicas - 1 }, (_, index) => `${name}-${index + 2}`)]
    : [name];

/** The processes of a part as the supervisor notes them, undefined for a replica that does not run. */
export function pidsOf(name: Part): (number | undefined)[] {
  const table = JSON.parse(readFileSync(join(stateDir, 'processes.json'), 'utf8')) as Record<string, { pid: number }>;
  return replicasOf(name).map((replica) => table[replica]?.pid);
}

/** The process of a part (of its first replica), undefined while there is none. */
export const pidOf = (name: Part): number | undefined => pidsOf(name)[0];

/** Signals all replicas that run, and returns their processes. */
function signal(name: Part, which: NodeJS.Signals): number[] {
  const pids = pidsOf(name).filter((pid) => pid !== undefined);
  for (const pid of pids) process.kill(pid, which);
  return pids;
}

const untilGone = (name: Part, pids: number[]) =>
  eventually(() => {
    if (pidsOf(name).some((pid) => pid && pids.includes(pid))) throw new Error(`${name} is still there`);
  }, 30_000);

/** Ends a part, all its replicas, as a crash would; the supervisor starts it again. */
export async function kill(name: Part): Promise<void> {
  const pids = signal(name, 'SIGKILL');
  if (pids.length === 0) throw new Error(`${name} does not run`);
  await untilGone(name, pids);
}

/** Stops one replica as an update does, and waits until it is gone; the supervisor starts it again. */
export async function stopOne(name: Part, pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  await untilGone(name, [pid]);
}

/** Makes a part hang until `resume`. */
export const suspend = (name: Part): void => void signal(name, 'SIGSTOP');
export const resume = (name: Part): void => void signal(name, 'SIGCONT');

const pauseFile = (replica: string) => join(stateDir, 'paused', replica);

/** Ends a part and keeps it down until `bringBack`. */
export async function takeDown(name: Part, how: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  mkdirSync(join(stateDir, 'paused'), { recursive: true });
  for (const replica of replicasOf(name)) writeFileSync(pauseFile(replica), '');
  await untilGone(name, signal(name, how));
}

/** Lets a part run again, and waits until there is a process of each replica. */
export async function letRun(name: Part): Promise<void> {
  for (const replica of replicasOf(name)) rmSync(pauseFile(replica), { force: true });
  await eventually(() => {
    if (!pidsOf(name).every(Boolean)) throw new Error(`${name} is not started`);
  }, 30_000);
}

/** Lets a part run again, and waits until the whole of Frontrow is ready. */
export async function bringBack(name: Part): Promise<void> {
  await letRun(name);
  await allReady();
}

/** What a service, or one replica of it, says of itself: its status, and what is wrong by name. */
export async function readiness(name: string): Promise<{ status: number; checks: Record<string, string> }> {
  const response = await fetch(`http://127.0.0.1:${ports[name]}/health/ready`);
  return { status: response.status, checks: ((await response.json()) as { checks: Record<string, string> }).checks };
}

/** Whether a service, or one replica of it, has the bus in reach. */
export async function isConnected(name: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${ports[name]}/metrics`);
  return /^bus_connected\{.*\} 1$/m.test(await response.text());
}

/** Waits until every service is ready, and has the bus, with all its replicas, but for further ones that are kept down. */
export const allReady = () =>
  eventually(
    async () => {
      const isFirst = (replica: string) => services.some((name) => name === replica);
      const wanted = services.flatMap(replicasOf).filter((name) => isFirst(name) || !existsSync(pauseFile(name)));
      for (const name of wanted) {
        const { status, checks } = await readiness(name);
        if (status !== 200) throw new Error(`${name} is not ready: ${JSON.stringify(checks)}`);
        if (name !== 'sandbox' && !(await isConnected(name))) throw new Error(`${name} has no bus`);
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
    await allReady(); // one process stands for all replicas, which are down
  } catch (error) {
    await putBack();
    throw error;
  }
  return putBack;
}
