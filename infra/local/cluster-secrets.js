import { parseArgs } from 'node:util';
import { describe } from './base/problem.js';
import { DATABASES, newSecrets } from './base/secrets.js';
import { databasesSql, natsUsers } from './containers/engines.js';
import { secretEnvironments } from './containers/environments.js';
import { orProblem } from './options.js';

const HELP = `Writes the Secrets of a new cluster as manifests to standard output, made up at random.

  bin/cluster-secrets | kubectl create -f -          for overlays/dev: engines, services, sandbox
  bin/cluster-secrets --prod | kubectl create -f -   for overlays/prod: CloudNativePG makes those of its databases itself

  --namespace NAME   default frontrow

With --prod, Stripe's keys are taken from STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET,
the mail server from SMTP_URL and MAIL_FROM, and where people write who object to a decision from CONTACT_EMAIL. Use
\`create\`, not \`apply\`: Secrets that are there already are then left as they are. What is written is secret: pipe it to
kubectl or to what seals it, not to a file.
`;

/** @param {string} name @param {string} namespace @param {Record<string, string>} stringData */
const secret = (name, namespace, stringData) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': 'frontrow' } },
  stringData,
});

function main() {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    prod: { type: 'boolean' },
    namespace: { type: 'string', default: 'frontrow' },
  });
  const { values } = orProblem(() => parseArgs({ options }), 'bin/cluster-secrets --help');
  if (values.help) return console.log(HELP);
  const { prod, namespace } = values;
  const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET } = process.env;
  if (prod && !(STRIPE_SECRET_KEY && STRIPE_PUBLISHABLE_KEY && STRIPE_WEBHOOK_SECRET))
    throw new Error('With --prod give STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET.');
  const stripe = prod
    ? /** @type {Record<string, string>} */ ({ STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET })
    : undefined;

  const secrets = newSecrets();
  const { passwords } = secrets;
  const where = { databaseOf: () => 'postgres', redis: prod ? 'frontrow' : 'valkey:6379', stripe };
  const { SMTP_URL, MAIL_FROM, CONTACT_EMAIL } = process.env;
  /** @type {Record<string, string>} */
  const contact = CONTACT_EMAIL ? { CONTACT_EMAIL } : {};
  /** @type {Record<string, string>} */
  const mail = prod && SMTP_URL && MAIL_FROM ? { SMTP_URL, MAIL_FROM, ...contact } : {};
  const environments = secretEnvironments(secrets, where);
  const manifests = Object.entries(environments)
    .filter(([name]) => !(prod && name === 'stripe-sandbox'))
    .map(([name, { DATABASE_URL: _, ...env }]) =>
      secret(name, namespace, name === 'notifications' ? { ...env, ...mail } : env),
    );
  manifests.push(secret('nats', namespace, { 'users.conf': natsUsers(passwords) }));
  manifests.push(secret('valkey', namespace, { password: passwords.redis ?? '' }));
  if (!prod) {
    manifests.push(
      secret('postgres', namespace, {
        password: passwords.superuser ?? '',
        'init.sql': databasesSql(DATABASES, passwords),
      }),
    );
    for (const name of DATABASES) {
      manifests.push(secret(`${name}-db-app`, namespace, { uri: environments[name]?.DATABASE_URL ?? '' }));
    }
  }
  console.log(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }, null, 2));
}

try {
  main();
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
