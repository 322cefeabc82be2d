import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { Redis } from 'ioredis';
import { MACHINES, plug, unplug } from '../../../../infra/local/machines/network.js';
import { secrets, stateDir } from '../../../system/support/instance.ts';

/** One of the three machines that engines run on in `availability`. */
export type Machine = (typeof MACHINES)[number];

interface Engine {
  /** What the supervisor calls its process, but for the machine's number. */
  role: string;
  /** The programs that die with it. */
  programs: string[];
  leads: (machine: Machine) => Promise<boolean>;
  /** Whether it takes part again after it was gone. */
  follows: (machine: Machine) => Promise<boolean>;
}

const isOk = async (url: string) => (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;

interface NatsStreams {
  account_details?: { stream_detail?: { name: string; cluster?: { leader?: string } }[] }[];
}

async function askRedis<T>({ address }: Machine, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    host: address,
    password: secrets.passwords.redis!,
    connectTimeout: 1_000,
    lazyConnect: true,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

const engines = {
  PostgreSQL: {
    role: 'patroni',
    programs: ['patroni', 'postgres'],
    leads: ({ address }) => isOk(`http://${address}:8008/primary`),
    follows: ({ address }) => isOk(`http://${address}:8008/replica`),
  },
  // The server that leads the stream of orders takes all that is published there.
  NATS: {
    role: 'nats',
    programs: ['nats-server'],
    async leads({ name, address }) {
      const url = `http://${address}:8222/jsz?accounts=true&streams=true`;
      const { account_details } = (await (
        await fetch(url, { signal: AbortSignal.timeout(1_000) })
      ).json()) as NatsStreams;
      const streams = account_details?.flatMap(({ stream_detail = [] }) => stream_detail) ?? [];
      return streams.some((stream) => stream.name === 'ORDERS' && stream.cluster?.leader === name);
    },
    follows: ({ address }) => isOk(`http://${address}:8222/healthz`),
  },
  Redis: {
    role: 'redis',
    programs: ['redis-server'],
    leads: (machine) => askRedis(machine, async (redis) => ((await redis.role()) as unknown[])[0] === 'master'),
    follows: (machine) => askRedis(machine, async (redis) => ((await redis.role()) as unknown[])[0] === 'slave'),
  },
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

/** The engines whose leading servers are on a machine: what is lost when it is cut off. */
export async function leadingOn(machine: Machine): Promise<EngineName[]> {
  const names = Object.keys(engines) as EngineName[];
  const lead = await Promise.all(names.map((name) => engines[name].leads(machine).catch(() => false)));
  return names.filter((_, index) => lead[index]);
}

/** The machine whose server of an engine leads. */
export function leaderOf(name: EngineName): Promise<Machine> {
  return eventually(async () => {
    for (const machine of MACHINES) if (await engines[name].leads(machine).catch(() => false)) return machine;
    throw new Error(`no ${name} leads`);
  }, 30_000);
}

/** Waits until another machine than this one leads. */
export const untilAnotherLeads = (name: EngineName, than: Machine) =>
  eventually(async () => {
    for (const machine of MACHINES) {
      if (machine !== than && (await engines[name].leads(machine).catch(() => false))) return machine;
    }
    throw new Error(`no other ${name} leads`);
  }, 60_000);

/** Waits until a server that was gone follows the one that leads now. */
export const untilItFollows = (name: EngineName, machine: Machine) =>
  eventually(async () => {
    if (!(await engines[name].follows(machine))) throw new Error(`${name} of ${machine.name} does not follow`);
  }, 120_000);

/** Kills an engine's server on a machine, and keeps it down; returns how to let it run again. */
export function killOn(machine: Machine, name: EngineName): () => void {
  const { role, programs } = engines[name];
  const pause = join(stateDir, 'paused', `${role}-${machine.name.slice(-1)}`);
  mkdirSync(join(stateDir, 'paused'), { recursive: true });
  writeFileSync(pause, '');
  const pids = execFileSync('ip', ['netns', 'pids', machine.name], { encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const pid of pids) if (programs.includes(programOf(pid))) killAnyway(Number(pid));
  return () => rmSync(pause, { force: true });
}

/** Pulls the cable of a machine; returns how to plug it in again. */
export function cutOff(machine: Machine): () => void {
  unplug(machine);
  return () => plug(machine);
}

const programOf = (pid: string) => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return ''; // it has gone with its parent
  }
};

function killAnyway(pid: number) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {} // it has gone with its parent
}
