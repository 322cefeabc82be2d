import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findRunning, occupy } from '../base/instance.js';
import { identify } from '../base/process-identity.js';
import { stopOrphans } from '../base/process-table.js';
import { temporaryFolder } from './support.ts';

const dir = temporaryFolder();
const children: ChildProcess[] = [];

/** A process that leads a group, as the supervisor starts them. */
async function startStranger() {
  const child = spawn('sleep', ['60'], { detached: true });
  children.push(child);
  await once(child, 'spawn');
  return child;
}

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const remember = (entries: object) => writeFileSync(join(dir, 'processes.json'), JSON.stringify(entries));

test('what a killed run left is found by its id and start time, and stopped', async () => {
  const child = await startStranger();
  remember({ orders: { ...identify(child.pid!), stopSignal: 'SIGTERM' } });
  const gone = once(child, 'exit');
  expect(await stopOrphans(dir)).toEqual(['orders']);
  expect(await gone).toEqual([null, 'SIGTERM']);
});

test('another program that got the same id later is left alone', async () => {
  const child = await startStranger();
  remember({ orders: { ...identify(child.pid!), started: `${identify(child.pid!).started}0`, stopSignal: 'SIGTERM' } });
  expect(await stopOrphans(dir)).toEqual([]);
  expect(child.exitCode ?? child.signalCode).toBeNull();
});

test('one folder has one instance, and a dead one does not count', () => {
  const release = occupy(dir, 'http://localhost:1');
  expect(() => occupy(dir, 'http://localhost:2')).toThrow('already running: http://localhost:1');
  release();
  writeFileSync(join(dir, 'instance.json'), JSON.stringify({ pid: process.pid, started: 'long ago', url: '' }));
  expect(findRunning(dir)).toBeUndefined();
  occupy(dir, 'http://localhost:3')();
});
