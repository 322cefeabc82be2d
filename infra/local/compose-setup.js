import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASES, newSecrets } from './base/secrets.js';
import { databasesSql, natsUsers } from './containers/engines.js';
import { secretEnvironments } from './containers/environments.js';
import { nginxConfig, PAGES_PORT } from './engines/nginx-config.js';

/**
 * The one-shot step of compose.yaml: makes the secrets at the first start, and from them, at every start, a folder for
 * each container with what it alone may read.
 */
const [, , out = '/secrets'] = process.argv;

/** @param {string} folder @param {string} file @param {string} text @param {number} [mode] */
function write(folder, file, text, mode = 0o444) {
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, folder, file), text, { mode });
}

const kept = join(out, 'setup', 'secrets.json');
/** @type {import('./base/secrets.js').Secrets} */
const secrets = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : newSecrets();
const fresh = newSecrets();
const all = { ...fresh, ...secrets, passwords: { ...fresh.passwords, ...secrets.passwords } };
write('setup', 'secrets.json', JSON.stringify(all), 0o600);

const { passwords } = all;
const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET } = process.env;
const stripe = STRIPE_SECRET_KEY
  ? {
      STRIPE_SECRET_KEY,
      STRIPE_PUBLISHABLE_KEY: STRIPE_PUBLISHABLE_KEY ?? '',
      STRIPE_WEBHOOK_SECRET: STRIPE_WEBHOOK_SECRET ?? '',
      STRIPE_API_URL: '',
    }
  : undefined;
const environments = secretEnvironments(all, { databaseOf: () => 'postgres', redis: 'valkey:6379', stripe });
if (!stripe) environments.payments = { ...environments.payments, STRIPE_API_URL: 'http://stripe-sandbox:3000' };
for (const [name, env] of Object.entries(environments)) {
  const lines = Object.entries(env).map(([key, value]) => `${key}='${value}'\n`);
  write(name, 'env', lines.join(''));
}
write('postgres', 'password', passwords.superuser ?? '');
write('postgres', 'init.sql', databasesSql(DATABASES, passwords));
write(
  'nats',
  'nats.conf',
  `server_name: frontrow\nlisten: 0.0.0.0:4222\nhttp: 0.0.0.0:8222\njetstream { store_dir: /data, sync_interval: "1s" }\n${natsUsers(passwords)}`,
);
write(
  'valkey',
  'valkey.conf',
  `dir /data\nrequirepass ${passwords.redis}\nappendonly yes\nappendfsync everysec\nsave ""\nmaxmemory-policy noeviction\n`,
);
write(
  'nginx',
  'nginx.conf',
  nginxConfig({
    home: '/tmp',
    usesSandbox: !stripe,
    listen: ['8080', PAGES_PORT],
    names: [new URL(process.env.PUBLIC_URL || 'http://localhost:8080').hostname, 'localhost', '127.0.0.1', 'nginx'],
    shared: '127.0.0.1:8081',
    addressesOf: (part) => [`${part === 'sandbox' ? 'stripe-sandbox' : part}:3000`],
    // Behind a proxy of one's own, which TRUSTED_PROXY_HOPS counts, it is that proxy's to limit.
    counted: (process.env.TRUSTED_PROXY_HOPS || '1') === '1',
    resolver: '127.0.0.11',
  }).replace('pid nginx.pid;', 'pid /tmp/nginx.pid;'),
);
