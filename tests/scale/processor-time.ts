import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Parts, sumOf } from '../../infra/scale/costs.js';
import { stateDir } from '../system/support/instance.ts';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

/**
 * The processor time in ms that each part has used since it was started, helpers and former helpers included; `kernel` is
 * what is nobody's, such as moving packets between them.
 */
export function processorTime(): Parts {
  const table = JSON.parse(readFileSync(join(stateDir, 'processes.json'), 'utf8')) as Record<string, { pid: number }>;
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []));
  const timeOf = (pid: number): number => {
    const own = all.find((stat) => stat.pid === pid);
    const helpers = all.filter(({ parent }) => parent === pid);
    return helpers.reduce((sum, helper) => sum + timeOf(helper.pid), own?.ms ?? 0);
  };
  const { user, system } = process.cpuUsage();
  const parts = Object.entries(table).map(([name, { pid }]) => [name, timeOf(pid)] as const);
  const known = { ...Object.fromEntries(parts), client: (user + system) / 1_000 };
  return { ...known, kernel: busyTime() - sumOf(known) };
}

/** For how many ms the processors of this machine were at work since it started. */
function busyTime() {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0] = readFileSync('/proc/stat', 'utf8')
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + interrupts + softInterrupts) * TICK_MS;
}

function statOf(pid: string) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0); // own and reaped children's
    return { pid: Number(pid), parent: Number(fields[1]), ms: ticks * TICK_MS };
  } catch {
    return undefined; // it has just ended
  }
}
