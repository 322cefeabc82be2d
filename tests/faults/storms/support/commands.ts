import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { clearInstance } from '../../../../infra/local/open-instance.js';
import { root } from '../../../system/support/instance.ts';

/** Removes an instance that does not run, and its databases, which root's are elsewhere. */
export const remove = (dir: string): Promise<void> => clearInstance(dir);

/** Runs one of the commands in bin/ as an operator does; rejects with all it said when it fails. */
export const command = (name: string, ...args: string[]): Promise<string> =>
  new Promise((resolve, reject) =>
    execFile(join(root, 'bin', name), args, { maxBuffer: 1e8 }, (error, out, err) =>
      error ? reject(new Error(`${name} ${args.join(' ')}: ${out}${err}`)) : resolve(out),
    ),
  );

/** Starts the instance of a state folder beside the one under test, with bin/up; resolves to how to stop it. */
export async function startBeside(dir: string): Promise<() => Promise<void>> {
  withoutDemoData(dir);
  const child = spawn(join(root, 'bin/up'), ['--state', dir], { env: { ...process.env, PORT: `${await freePort()}` } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const stop = () => end(child);
  try {
    await eventually(
      () => {
        if (child.exitCode !== null) throw new Error(`bin/up ended: ${said}`);
        if (!said.includes('is ready')) throw new Error(`bin/up is not ready: ${said}`);
      },
      180_000,
      200,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The stack under test is bare; what is restored from it is to stay so. */
function withoutDemoData(dir: string): void {
  const file = join(dir, 'state.json');
  const state = JSON.parse(readFileSync(file, 'utf8')) as { demo: { done: boolean } };
  writeFileSync(file, JSON.stringify({ ...state, demo: { ...state.demo, done: true } }), { mode: 0o600 });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
