import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SERVICES } from '../base/secrets.js';
import { ROOT } from '../options.js';
import { temporaryFolder } from './support.ts';

const dir = temporaryFolder();
const setUp = (env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(ROOT, 'infra/local/compose-setup.js'), dir], { env, encoding: 'utf8' });
const read = (path: string) => readFileSync(join(dir, path), 'utf8');

test('setting up twice keeps the secrets, and what each container reads names its own alone', () => {
  expect(setUp().status).toBe(0);
  const first = read('orders/env');
  expect(setUp().status).toBe(0);
  expect(read('orders/env')).toBe(first);
  expect(statSync(join(dir, 'setup/secrets.json')).mode & 0o777).toBe(0o600);
  const { passwords } = JSON.parse(read('setup/secrets.json'));
  for (const reader of SERVICES) {
    const others = SERVICES.filter((name) => name !== reader && read(`${reader}/env`).includes(passwords[name]));
    expect({ reader, others }).toEqual({ reader, others: [] });
    expect(read(`${reader}/env`)).toContain(passwords[reader]);
  }
  expect(read('orders/env')).not.toContain('"d":'); // the private part of a key is auth's alone
  expect(read('nginx/nginx.conf')).toContain('server orders:3000 resolve max_fails=0;');
});

test('Stripe’s own keys take the place of the sandbox', () => {
  setUp();
  expect(read('payments/env')).toContain('stripe-sandbox:3000');
  setUp({ STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_PUBLISHABLE_KEY: 'pk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' });
  expect(read('payments/env')).toContain("STRIPE_SECRET_KEY='sk_test_1'");
  expect(read('payments/env')).not.toContain('stripe-sandbox');
  expect(read('nginx/nginx.conf')).not.toContain('stripe-sandbox:');
});

test('the Secrets of a cluster are what its manifests read, and differ from one to the next', () => {
  const make = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'infra/local/cluster-secrets.js'), ...args], { encoding: 'utf8', env: {} });
  const names = JSON.parse(make().stdout).items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
  expect(names).toEqual(
    expect.arrayContaining([...SERVICES, 'orders-db-app', 'nats', 'valkey', 'postgres', 'stripe-sandbox']),
  );
  expect(make().stdout).not.toBe(make().stdout);
  expect(make('--prod')).toMatchObject({ status: 1, stderr: expect.stringContaining('STRIPE_SECRET_KEY') });
});
