import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { findCluster } from '../../../../infra/local/engines/postgres-cluster.js';
import { stateDir } from '../../../system/support/instance.ts';
import { bringBack, takeDown } from '../../../system/support/processes.ts';

/** Where the engines write. */
const folders = {
  nats: join(stateDir, 'nats/jetstream'),
  redis: join(stateDir, 'redis/appendonlydir'),
  postgres: findCluster(stateDir).data,
};
export type Writer = keyof typeof folders;
export const writers = Object.keys(folders) as Writer[];

/** PostgreSQL makes some segments of its log in advance, of 16 MiB each. */
const SPARE_KIBIBYTES = 256 * 1024;
const MEBIBYTE = Buffer.alloc(2 ** 20);

/** Puts the data of an engine onto a disk of its own, which can be filled. To mount that takes root. */
export async function ontoSmallDisk(engine: Writer) {
  const folder = folders[engine];
  const disk = `${folder}-disk`;
  const data = join(disk, 'data');
  const ballast = join(disk, 'ballast'); // beside the data: no engine is to stumble over a file it does not know
  await takeDown(engine);
  const original = `${folder}-on-large-disk`;
  renameSync(folder, original);
  const kibibytes =
    Number(execFileSync('du', ['-sk', original], { encoding: 'utf8' }).split('\t')[0]) + SPARE_KIBIBYTES;
  mkdirSync(disk, { mode: 0o755 });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=755`, 'frontrow', disk]);
  execFileSync('cp', ['-a', original, data]);
  symlinkSync(data, folder);
  /** Gives the engine its old disk again, with what it has written meanwhile. */
  const putBack = async () => {
    await takeDown(engine);
    rmSync(folder);
    execFileSync('cp', ['-a', data, folder]);
    execFileSync('umount', [disk]);
    for (const left of [original, disk]) rmSync(left, { recursive: true });
    await bringBack(engine);
  };
  await bringBack(engine).catch(async (error) => {
    await putBack();
    throw error;
  });
  return {
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (;;) writeSync(file, MEBIBYTE);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    isFull: () => statfsSync(disk).bavail === 0,
    free: () => rmSync(ballast, { force: true }),
    putBack,
  };
}
