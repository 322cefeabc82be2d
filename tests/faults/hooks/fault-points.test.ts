import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testBuild } from './settings.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'frontrow-hooks-'));
  for (const kind of ['crash', 'clock']) mkdirSync(join(dir, kind));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const crashFile = () => join(dir, 'crash', 'orders');
const arm = (line: string) => writeFileSync(crashFile(), line);

/** Runs a program as a test build of orders would; its fault points are a global. */
function run(program: string, bug?: string) {
  const env = { PATH: process.env.PATH, ...testBuild({ dir }, 'orders', { bug }) };
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' });
}

/** Goes past every point once, and says after each what has been done. */
const EVERYTHING = `
  import { writeSync } from 'node:fs';
  const say = (text) => async () => writeSync(1, text + ' ');
  await say('worked')();
  await faultPoints.commit({ causationId: null }, say('committed'));
  await faultPoints.stripe('capture', say('charged'));
  await faultPoints.publish('order.created', say('published'));
  await faultPoints.ack('orders-payment', { ack: say('acked'), ackAck: say('heard') });
  await say('end')();`;

test.each([
  ['before-commit', 'worked'],
  ['after-commit', 'worked committed'],
  ['before-stripe', 'worked committed'],
  ['after-stripe', 'worked committed charged'],
  ['before-publish', 'worked committed charged'],
  ['after-publish', 'worked committed charged published'],
  ['before-ack', 'worked committed charged published'],
  ['after-ack', 'worked committed charged published heard'],
])('a process that is armed for %s dies there, once', (point, done) => {
  arm(point);
  const { signal, stdout } = run(EVERYTHING);
  expect({ signal, done: stdout.trim() }).toEqual({ signal: 'SIGKILL', done });
  expect(existsSync(crashFile())).toBe(false);
  expect(run(EVERYTHING).stdout).toBe('worked committed charged published acked end ');
});

test('a point may be meant for one thing alone', () => {
  arm('after-stripe confirm');
  expect(run(EVERYTHING).signal).toBeNull();
  arm('after-stripe capture');
  expect(run(EVERYTHING).signal).toBe('SIGKILL');
});

test('the answer to a commit may be lost, once, and the process goes on', () => {
  const program = `
    const commit = () => faultPoints.commit({ causationId: null }, async () => process.stdout.write('committed '));
    await commit().catch(({ message }) => process.stdout.write(message + ' '));
    await commit();`;
  arm('commit-unheard command');
  const { signal, stdout } = run(program);
  expect({ signal, stdout }).toEqual({
    signal: null,
    stdout: 'committed Connection terminated unexpectedly committed ',
  });
});

test('the clock is off for what the process reads, and for nothing else', () => {
  const file = join(dir, 'clock', 'orders');
  writeFileSync(file, String(-300_000));
  const { stdout } = run(`
    const read = [Date.now(), new Date().getTime(), new Date(5).getTime()];
    console.log(JSON.stringify([...read, structuredClone(new Date(7)) instanceof Date]));`);
  rmSync(file);
  const [now, made, given, isDate] = JSON.parse(stdout);
  for (const read of [now, made]) expect(Math.abs(Date.now() - 300_000 - read)).toBeLessThan(60_000);
  expect([given, isDate]).toEqual([5, true]);
});

test('the built code has the bug that is planted, and without one none', () => {
  const settlement = pathToFileURL(join(import.meta.dirname, '../../../services/payments/dist/settlement.js')).href;
  const program = `
    const { keyOf } = await import('${settlement}');
    console.log(keyOf({ id: 'p', keyNumber: 1 }, 'capture'));`;
  expect(run(program).stdout).toBe('p-capture-1\n');
  expect(run(program, 'fresh-stripe-key').stdout).toMatch(/^p-capture-[0-9a-f-]{36}\n$/);
});

test('a bug that is unknown keeps the process from starting', () => {
  const { status, stderr } = run('console.log(1)', 'no-such-bug');
  expect(status).not.toBe(0);
  expect(stderr).toContain('there is no planted bug no-such-bug');
});
