import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { afterEach, expect, test } from '@jest/globals';
import type { ProcessSpec } from '../base/launch.js';
import { isAlive } from '../base/process-identity.js';
import { createSupervisor } from '../base/supervisor.js';
import { temporaryFolder } from './support.ts';

const IDLE = 'setInterval(() => {}, 1000)';

const said: string[] = [];
const dir = temporaryFolder(() => supervisor.stop());
let supervisor = createSupervisor(dir, (line) => said.push(line));

afterEach(async () => {
  await supervisor.stop();
  supervisor = createSupervisor(dir, (line) => said.push(line));
});

const spec = (name: string, code: string): ProcessSpec => ({
  name,
  command: process.execPath,
  args: ['-e', code],
  env: {},
  cwd: dir,
  waitsFor: async () => undefined,
});

const processes = () => JSON.parse(readFileSync(join(dir, 'processes.json'), 'utf8'));

test('a process that is killed is started again', async () => {
  await supervisor.start(spec('idle', IDLE));
  const first = processes().idle;
  process.kill(first.pid, 'SIGKILL');
  await eventually(() => expect(processes().idle?.pid).not.toBe(first.pid));
  await eventually(() => expect(isAlive(processes().idle)).toBe(true));
  expect(said.at(-1)).toContain('idle ended (SIGKILL), starting it again');
});

test('a process that its command runs elsewhere, as in a container, is the one that is noted and stopped', async () => {
  const pidFile = join(dir, 'elsewhere', 'idle.pid');
  const code = `const { spawn } = require('child_process');
    const { pid } = spawn(process.execPath, ['-e', '${IDLE}'], { detached: true, stdio: 'ignore' }).on('exit', () => process.exit());
    require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(pid));`;
  await supervisor.start({ ...spec('idle', code), pidFile });
  const noted = processes().idle;
  expect(noted.pid).toBe(Number(readFileSync(pidFile, 'utf8')));
  await supervisor.stop();
  expect(isAlive(noted)).toBe(false);
});

test('a process that keeps failing is shown with its last word, and retried', async () => {
  const runs = join(dir, 'runs');
  writeFileSync(runs, '');
  const code = `require('fs').appendFileSync(${JSON.stringify(runs)}, '.'); console.log('no such database'); process.exit(1)`;
  await supervisor.start(spec('broken', code));
  await eventually(() =>
    expect(said.join('\n')).toMatch(/broken keeps failing: no such database \(log: .*broken\.log\)/),
  );
  const before = readFileSync(runs, 'utf8').length;
  await eventually(() => expect(readFileSync(runs, 'utf8').length).toBeGreaterThan(before));
});

test('a process that says it is broken is started again, once it is of no use', async () => {
  let isBroken = false;
  let asked = 0;
  const answer = async () => {
    asked += 1;
    return isBroken;
  };
  await supervisor.start({ ...spec('ill', IDLE), isBroken: answer });
  const first = processes().ill;
  await eventually(() => expect(asked).toBeGreaterThanOrEqual(2), 15_000);
  expect(processes().ill).toEqual(first);
  isBroken = true;
  await eventually(() => expect(processes().ill?.pid).not.toBe(first.pid));
  isBroken = false;
  await eventually(() => expect(isAlive(processes().ill)).toBe(true));
});

test('a paused process is not started again until it is released', async () => {
  await supervisor.start(spec('held', IDLE));
  mkdirSync(join(dir, 'paused'), { recursive: true });
  writeFileSync(join(dir, 'paused', 'held'), '');
  process.kill(processes().held.pid, 'SIGKILL');
  await eventually(() => expect(said.at(-1)).toContain('held ended'));
  await supervisor.start(spec('other', IDLE)); // takes longer than the pause before a restart
  expect(processes().held).toBeUndefined();
  rmSync(join(dir, 'paused', 'held'));
  await eventually(() => expect(isAlive(processes().held)).toBe(true));
});

test('all are stopped in the reverse order of their start', async () => {
  const order = join(dir, 'order');
  writeFileSync(order, '');
  const polite = (name: string) => `process.on('SIGTERM', () => {
    require('fs').appendFileSync(${JSON.stringify(order)}, '${name} '); process.exit(0); });
    require('fs').writeFileSync(${JSON.stringify(join(dir, 'up-'))} + '${name}', ''); ${IDLE}`;
  for (const name of ['engine', 'service', 'gateway']) {
    await supervisor.start({
      ...spec(name, polite(name)),
      waitsFor: async () => (execFileSync('ls', [dir], { encoding: 'utf8' }).includes(`up-${name}`) ? undefined : 'it'),
    });
  }
  await supervisor.stop();
  expect(readFileSync(order, 'utf8')).toBe('gateway service engine ');
  expect(processes()).toEqual({});
});
