import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Process ids are used again, by other programs and after a reboot; together with the time it started, an id names one
 * process for good.
 * @typedef {{ pid: number, started: string }} ProcessIdentity
 */

/**
 * When the process started, in the system's own notation, or undefined when there is none (or only its remains).
 * @param {number} pid
 */
export function startOf(pid) {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
    }
    const { state, started } = statOf(pid);
    return state === 'Z' ? undefined : `${bootId()}/${started}`;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function statOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
  return { state: fields[0], group: Number(fields[2]), started: fields[19] };
}

/** Whether a process of this group runs; one that has ended but was not waited for does not. @param {number} group */
export function isGroupAlive(group) {
  if (process.platform !== 'linux') {
    try {
      return process.kill(-group, 0);
    } catch {
      return false;
    }
  }
  return readdirSync('/proc').some((name) => {
    try {
      const stat = statOf(Number(name));
      return stat.group === group && stat.state !== 'Z';
    } catch {
      return false;
    }
  });
}

const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);

/** @param {number} pid @returns {ProcessIdentity} */
export const identify = (pid) => ({ pid, started: startOf(pid) ?? '' });

/** @param {ProcessIdentity} identity */
export const isAlive = ({ pid, started }) => startOf(pid) === started;

/** Whether the identity is of before the last boot, so that nothing of it can be left. @param {ProcessIdentity} identity */
export const isOfAnotherBoot = ({ started }) => process.platform === 'linux' && !started.startsWith(`${bootId()}/`);
