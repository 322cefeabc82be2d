import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { findProgram } from '../prepare/find-engines.js';

/** Of the environment of this machine, what means nothing inside a container. */
const OF_THIS_MACHINE = new Set(['PATH', 'HOME', 'USER', 'TMPDIR', 'NODE_EXTRA_CA_CERTS']);

/**
 * How to run a program from its image in the place of its sources: as restricted as a cluster runs it, but on the
 * network of this machine, where it finds engines and gateway. What it writes comes out of podman itself; its process,
 * which may be killed and stopped like any other, is in the file `pidFile`.
 *
 * @param {import('../stack.js').Instance} instance
 * @param {string} name of the process
 * @param {import('../services.js').Program} program
 * @param {Record<string, string | undefined>} own its environment, given by name so that no secret is on a command line
 * @returns {{ command: string, args: string[], env: Record<string, string | undefined>, pidFile: string }}
 */
export function inContainer({ dir, env, images }, name, { image, volumes = {}, readOnly = {}, temporary }, own) {
  const pidFile = join(dir, 'containers', `${name}.pid`);
  const inside = Object.entries({ ...env, ...own }).filter(
    ([key, value]) => value !== undefined && !OF_THIS_MACHINE.has(key),
  );
  const writable = ['/tmp', ...(temporary ? [temporary] : [])];
  return {
    command: /** @type {string} */ (findProgram('podman')),
    args: [
      'run',
      '--rm',
      '--replace',
      `--name=frontrow-${createHash('sha256').update(dir).digest('hex').slice(0, 8)}-${name}`,
      '--network=host',
      '--pull=never',
      '--no-healthcheck', // whoever started it asks it
      '--read-only',
      '--cap-drop=all',
      '--security-opt=no-new-privileges',
      // Enough for one process; podman's own limits are more than a machine inside another may grant.
      '--ulimit=nofile=20000:20000',
      '--ulimit=nproc=4000:4000',
      `--pidfile=${pidFile}`,
      ...writable.map((path) => `--mount=type=tmpfs,destination=${path},tmpfs-mode=1777`),
      ...Object.entries(volumes).map(([folder, path]) => `--volume=${folder}:${path}:U`),
      ...Object.entries(readOnly).map(([folder, path]) => `--volume=${folder}:${path}:ro`),
      ...inside.map(([key]) => `--env=${key}`),
      `frontrow/${image}:${images}`,
    ],
    env: { ...env, ...Object.fromEntries(inside) },
    pidFile,
  };
}
