/**
 * What a file may import. Each rule names the files it is about (`from`) and what they may not reach (`to`); the house
 * and its reasons are in ARCHITECTURE.md. `npm run boundaries` checks the project, and that every rule here has teeth.
 * The client is TSX, which this parser cannot read: its rules are in biome.json.
 */

const common = (...parts) => `^(@frontrow/common|common/(src|dist))/(${parts.join('|')})(/|$)`;
const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;
const tests = '(\\.test\\.ts$|/test/|^tests/)';

/** The files beside `main.ts` are the functional core of a service, these and the command of operators aside. */
const shellFiles = '(?!(main|config|service|operator)\\.ts$)';
const ownCore = `^services/$1/src/${shellFiles}[^/]+\\.ts$`;
const own = (...folders) => `^services/$1/src/(${folders.join('|')})/`;

module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'An aggregate or process knows contract types and its like: no I/O, no clock, no libraries.',
      severity: 'error',
      from: { path: `^services/([^/]+)/src/${shellFiles}[^/]+\\.ts$`, pathNot: tests },
      to: { pathNot: [ownCore, common('contracts')] },
    },
    {
      name: 'templates-are-pure',
      comment: 'They put what they are given into words.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/templates/', pathNot: tests },
      to: { pathNot: [ownCore, own('templates'), common('contracts')] },
    },
    {
      name: 'use-cases-and-consumers',
      comment: 'They join the core, the store and the kit; an outside service is reached through a worker.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/(use-cases|consumers)/', pathNot: tests },
      to: {
        pathNot: [
          ownCore,
          '^services/$1/src/config\\.ts$',
          own('use-cases', 'consumers', 'workers', 'store', 'security'),
          common('contracts', 'database', 'http', 'messaging', 'security', 'service', 'tables'),
          npm('zod'),
        ],
      },
    },
    {
      name: 'workers',
      comment: 'As use cases, and the adapter of an outside service.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/workers/', pathNot: tests },
      to: {
        pathNot: [
          ownCore,
          '^services/$1/src/config\\.ts$',
          own('workers', 'store', 'security', 'stripe', 'smtp', 'templates'),
          common('contracts', 'database', 'http', 'messaging', 'service'),
          npm('zod'),
        ],
      },
    },
    {
      name: 'store',
      comment: 'It keeps the core in the database (and its events in the outbox) and knows nothing of who asks.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/store/', pathNot: tests },
      to: {
        path: ['^services/', common('.*')],
        pathNot: [ownCore, own('store'), common('contracts', 'database', 'messaging', 'http')],
      },
    },
    {
      name: 'adapter',
      comment:
        'The adapter of an outside service, or of what reads images or makes files, translates between it and the core.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/(?:stripe|smtp|images|files)/', pathNot: tests },
      to: {
        path: ['^services/', common('.*')],
        pathNot: [ownCore, own('stripe', 'smtp', 'images', 'files'), common('contracts', 'calendar')],
      },
    },
    {
      name: 'main-only-starts',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/main\\.ts$' },
      to: { pathNot: ['^services/$1/src/service\\.ts$', common('service')] },
    },
    {
      name: 'contracts-are-plain',
      comment: 'The client imports them too.',
      severity: 'error',
      from: { path: '^common/src/contracts/', pathNot: tests },
      to: { pathNot: ['^common/src/contracts/', npm('zod')] },
    },
    {
      name: 'never-another-service',
      comment: 'Services share contracts and the bus, nothing else.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: ['^(services|client|tests)/', '^@frontrow/(?!common/)'], pathNot: '^services/$1/' },
    },
    {
      name: 'services-run-without-infra',
      comment: 'What runs a service is not part of it; a test may start the sandbox.',
      severity: 'error',
      from: { path: '^services/', pathNot: tests },
      to: { path: '^infra/' },
    },
    {
      name: 'common-stands-alone',
      severity: 'error',
      from: { path: '^common/' },
      to: { path: ['^(services|infra|client|tests)/', '^@frontrow/(?!common/)'] },
    },
    {
      name: 'sandbox-stands-alone',
      comment: 'It stands in for Stripe, which does not know us.',
      severity: 'error',
      from: { path: '^infra/stripe-sandbox/', pathNot: tests },
      to: { path: ['^(services|client|tests|common)/', '^@frontrow/'] },
    },
    {
      name: 'tests-use-doors',
      comment: 'System tests use what users and operators use, not the insides of a service.',
      severity: 'error',
      from: { path: '^tests/', pathNot: '^tests/model/' },
      to: { path: '^(services|client|infra/stripe-sandbox)/' },
    },
    {
      name: 'model-runs-cores',
      comment: 'The model simulates every shell, so of the services it runs the functional cores and nothing else.',
      severity: 'error',
      from: { path: '^tests/model/' },
      to: { path: '^(services|client|infra)/', pathNot: `^services/[^/]+/src/${shellFiles}[^/]+\\.ts$` },
    },
    {
      name: 'checker-stands-alone',
      comment: 'What judges Frontrow shares no code with it; its own tests may lean on the stack.',
      severity: 'error',
      from: { path: '^tests/faults/checker/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^(common|services|client|infra|tests)/', '^@frontrow/'], pathNot: '^tests/faults/checker/' },
    },
    {
      name: 'nats-only-in-messaging',
      comment: 'The checker reads the streams by itself, and so does without our messaging.',
      severity: 'error',
      from: { pathNot: ['^common/(src/messaging|test)/', '^tests/faults/checker/'] },
      to: { path: npm('@nats-io') },
    },
    {
      name: 'stripe-only-in-its-adapter',
      severity: 'error',
      from: { pathNot: ['^services/payments/(src/stripe|test)/', '^infra/stripe-sandbox/', '^tests/'] },
      to: { path: npm('stripe') },
    },
    {
      name: 'mail-only-in-its-adapter',
      severity: 'error',
      from: { pathNot: ['^services/notifications/(src/smtp|test)/'] },
      to: { path: npm('nodemailer', 'smtp-server') },
    },
    {
      name: 'images-only-in-their-adapter',
      comment: 'What decodes foreign bytes is in one place, with its limits.',
      severity: 'error',
      from: { pathNot: ['^services/tickets/(src/images|test)/'] },
      to: { path: npm('sharp') },
    },
    {
      name: 'drivers-only-below',
      comment: 'PostgreSQL is reached through common/database, Redis through the store of expiration.',
      severity: 'error',
      from: {
        pathNot: ['^common/src/(database|messaging|testing)/', '^services/expiration/src/store/', tests],
      },
      to: { path: npm('pg', 'ioredis', 'bullmq') },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { pathNot: ['^common/src/testing/', tests] },
      to: { path: common('testing') },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(common|services)/' },
      to: { circular: true },
    },
    {
      name: 'declared-dependencies',
      comment:
        'A package that is imported stands in the package.json of its workspace. What bin/lighthouse installs is there only once it ran.',
      severity: 'error',
      from: { pathNot: '^tests/lighthouse/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: common('.*') },
    },
  ],
  options: {
    parser: 'swc', // TypeScript 7 has no compiler API; swc sees type imports as well
    tsPreCompilationDeps: true,
    exclude: { path: '(^tests/boundaries/|/dist/.*\\.map$)' },
    doNotFollow: { path: ['node_modules', '/dist/'] },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
