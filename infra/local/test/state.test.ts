import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { choosePorts, portProblem, preferredPorts, withReplicas } from '../base/ports.js';
import { SERVICES } from '../base/secrets.js';
import { clearState, loadState, makeStateFolder } from '../base/state.js';
import { temporaryFolder } from './support.ts';

const dir = join(temporaryFolder(), 'state');

test('secrets are made once, and only their owner may read them', () => {
  makeStateFolder(dir);
  const first = loadState(dir);
  expect(loadState(dir)).toEqual(first);
  expect(statSync(join(dir, 'state.json')).mode & 0o777).toBe(0o600);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(new Set(Object.values(first.secrets.passwords)).size).toBe(SERVICES.length + 2); // Redis and the superuser
});

test('what a newer version needs is added to an older state', () => {
  makeStateFolder(dir);
  const { secrets } = loadState(dir);
  const { redis: _redis, ...older } = secrets.passwords;
  writeFileSync(join(dir, 'state.json'), JSON.stringify({ secrets: { ...secrets, passwords: older } }));
  const { passwords } = loadState(dir).secrets;
  expect(passwords).toMatchObject(older);
  expect(passwords.redis).toMatch(/^[0-9a-f]{40}$/);
});

test('a state that cannot be read says what to do', () => {
  writeFileSync(join(dir, 'state.json'), '{');
  expect(() => loadState(dir)).toThrow('start anew with bin/up --reset');
});

test('starting anew removes only what Frontrow made', () => {
  mkdirSync(join(dir, 'holiday-photos'), { recursive: true });
  clearState(dir);
  expect(readdirSync(dir)).toEqual(['holiday-photos']);
});

test('ports stay as they were, unless something else has taken one', async () => {
  const first = await choosePorts(preferredPorts(dir), ['orders', 'auth']);
  expect(await choosePorts(first, ['orders'])).toEqual(first);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(first.orders, '127.0.0.1', resolve));
  expect(await portProblem(first.orders)).toBe('EADDRINUSE');
  const { orders, auth } = await choosePorts(first, ['orders', 'auth']);
  expect(orders).not.toBe(first.orders);
  expect(Math.floor(orders / 100)).toBe(133);
  expect(auth).toBe(first.auth);
  await new Promise((resolve) => server.close(resolve));
});

test('each replica has a port of its own, in the hundred of its part', () => {
  const ports = { ...preferredPorts('/anywhere'), orders: 13_399 };
  expect(withReplicas(ports, ['orders'], 3)).toEqual({ ...ports, 'orders-2': 13_319, 'orders-3': 13_339 });
});
