import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createTestDatabase,
  eventually,
  freePort,
  openLink,
  startTestNats,
  testEnvironment,
} from '@frontrow/common/testing';
import { afterEach, expect, test } from '@jest/globals';
import { migrations } from './support.ts';

const program = fileURLToPath(new URL('./fixtures/notes-service.js', import.meta.url));

interface Started {
  child: ChildProcess;
  output: () => string;
  exited: Promise<number | null>;
}
const children: ChildProcess[] = [];

/** Starts the service's real process with exactly these variables. */
function run(environment: Record<string, string>, args: string[] = []): Started {
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env.PATH, ...environment } });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  return { child, output: () => text, exited: once(child, 'close').then(([code]) => code as number | null) };
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const nowhere = 'postgres://notes:secret@127.0.0.1:1/notes';
const environment = { ...testEnvironment, LOG_LEVEL: 'info', DATABASE_URL: nowhere, NOTES_SECRET: 'sufficient' };
const lines = (text: string) => text.trim().split('\n');
const warnings = (text: string) =>
  lines(text)
    .filter((line) => line.includes('"level":"warn"'))
    .map((line) => JSON.parse(line).msg as string);

test('a configuration that is wrong is told in one line that names each variable', async () => {
  const { SESSION_PUBLIC_KEYS: _, ...rest } = environment;
  const service = run({ ...rest, NATS_URL: 'localhost', NOTES_SECRET: 'short', PUBLIC_URL: 'nowhere' });
  expect(await service.exited).toBe(1);
  expect(lines(service.output())).toEqual([expect.stringMatching(/^notes: cannot start: /)]);
  for (const problem of [
    'SESSION_PUBLIC_KEYS is missing',
    'NATS_URL must be like nats://127.0.0.1:4222',
    'NOTES_SECRET must have at least 8 characters',
    'PUBLIC_URL',
  ]) {
    expect(service.output()).toContain(problem);
  }
  expect(service.output()).not.toContain('short;');
});

test('a port in use is told in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const service = run({ ...environment, PORT: String(port) });
  expect(await service.exited).toBe(1);
  expect(lines(service.output())).toEqual([
    `notes: cannot start: port ${port} is in use (stop what uses it, or set PORT)`,
  ]);
  other.close();
});

test('engines out of reach: one line for each, not ready, and it stops in order when told', async () => {
  const port = await freePort();
  const service = run({ ...environment, PORT: String(port) });
  const health = await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    const body = (await answer.json()) as { checks: Record<string, string> };
    expect(answer.status).toBe(503);
    expect(warnings(service.output())).toHaveLength(2);
    return body;
  });
  expect(Object.keys(health.checks).sort()).toEqual(['database', 'service']);
  expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/api/notes`)).status).toBe(503);
  expect(warnings(service.output()).sort()).toEqual([
    expect.stringMatching(/^cannot reach NATS at .+: is it running, and is NATS_URL right\? Trying again\.$/),
    expect.stringMatching(/^cannot use PostgreSQL at .+: is it running, and is DATABASE_URL right\? Trying again\.$/),
  ]);
  expect(service.output()).not.toContain('secret');

  service.child.kill('SIGTERM');
  expect(await service.exited).toBe(0);
});

test('it becomes ready when its engines appear, says so again when they vanish, and recovers', async () => {
  const [database, nats] = await Promise.all([createTestDatabase(migrations), startTestNats()]);
  const link = await openLink(database.url);
  link.cut();
  const port = await freePort();
  const service = run({ ...environment, PORT: String(port), DATABASE_URL: link.url, NATS_URL: nats.url });
  const isReady = (ready: boolean) =>
    eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).ok).toBe(ready), 20_000);

  await isReady(false);
  link.restore();
  await isReady(true);
  link.cut();
  await isReady(false);
  link.restore();
  await isReady(true);
  // Requests can be answered without the bus: that it is away is a metric.
  const isConnected = (connected: boolean) =>
    eventually(async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      expect(metrics).toContain(`bus_connected{service="notes"} ${connected ? 1 : 0}`);
    }, 20_000);
  await isConnected(true);
  await nats.remove();
  await isConnected(false);
  await isReady(true);
  await nats.start();
  await isConnected(true);

  service.child.kill('SIGTERM');
  expect(await service.exited).toBe(0);
  await link.remove();
  await Promise.all([database.drop(), nats.remove()]);
}, 60_000);

test('a process told to wait is ready once another has migrated, and migrates nothing itself', async () => {
  const none = pathToFileURL(await mkdtemp(join(tmpdir(), 'frontrow-no-migrations-')));
  const [nats, database, port] = await Promise.all([startTestNats(), createTestDatabase(none), freePort()]);
  try {
    const own = { ...environment, DATABASE_URL: database.url, NATS_URL: nats.url, PORT: String(port) };
    const waiting = run({ ...own, MIGRATIONS: 'wait' });
    await eventually(() => expect(waiting.output()).toContain('waiting for the migrations'));
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
    const job = run({ DATABASE_URL: database.url }, ['migrate']);
    expect({ code: await job.exited, output: job.output() }).toMatchObject({ code: 0 });
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200));
  } finally {
    await nats.remove();
    await database.drop();
  }
});

test('migrating without an address says so', async () => {
  const job = run({}, ['migrate']);
  expect(await job.exited).toBe(1);
  expect(job.output()).toBe('notes: cannot migrate: DATABASE_URL is missing\n');
});
