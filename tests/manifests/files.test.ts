import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { securityEvents } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Any, OVERLAYS, pick, ROOT, render } from './support/render.ts';
import { compile, sayUnchecked, schemaFile, wordsOf } from './support/schemas.ts';

const read = (name: string): Any => parse(readFileSync(join(ROOT, name), 'utf8'), { merge: true });
const skaffold = read('skaffold.yaml');
const compose = read('compose.yaml');

/** What a file's published schema finds wrong; undefined when the schema is not at hand. */
function errorsOf(file: Any, schemaName: string): string[] | undefined {
  const schema = schemaFile(schemaName);
  if (!schema) return undefined;
  const { $schema: _, ...rules } = JSON.parse(schema);
  const validate = compile(rules);
  return validate(file) ? [] : wordsOf(validate.errors);
}

describe.each([
  ['skaffold.yaml', skaffold, 'skaffold-v4beta14.json', { ...skaffold, biuld: {} }],
  ['compose.yaml', compose, 'compose-spec.json', { ...compose, services: { nginx: { port: ['80'] } } }],
])('%s', (name, file, schema, broken) => {
  test('is what its published schema says', () => {
    const errors = errorsOf(file, schema);
    if (errors) expect(errors).toEqual([]);
    else sayUnchecked(name);
  });

  test('refused: a word that the schema does not know', () => {
    const errors = errorsOf(broken, schema);
    if (errors) expect(errors).not.toEqual([]);
    else sayUnchecked(`a broken ${name}`);
  });
});

const ours = (images: string[]) => [...new Set(images.filter((image) => image.startsWith('frontrow/')))].sort();
const nameOf = (image: string) => image.split(':')[0]!;

test('skaffold.yaml builds every image that the overlays use, in every profile', () => {
  const used = OVERLAYS.flatMap((overlay) =>
    render(overlay).flatMap(({ spec }) => (spec?.template?.spec?.containers ?? []).map(({ image }: Any) => image)),
  );
  const built = (artifacts: Any[]) => ours(artifacts.map(({ image }) => image));
  expect(built(skaffold.build.artifacts)).toEqual(ours(used.map(nameOf)));
  expect(built(skaffold.profiles[0].build.artifacts)).toEqual(ours(used.map(nameOf)));
});

test('compose.yaml has every process that overlays/dev has', () => {
  const inCluster = render('dev')
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .map(({ metadata }) => metadata.name.replace('-service', ''));
  expect(Object.keys(compose.services).sort()).toEqual([...inCluster, 'caddy', 'nginx', 'setup'].sort());
});

/** What is wrong with a service of compose.yaml. */
function problems(name: string, { image, restart, ...service }: Any): string[] {
  const found: string[] = [];
  const once = name === 'setup';
  if (!/:\d+\.\d+[\w.-]*$/.test(image)) found.push(`${image} is not an exact version`);
  if (service.read_only !== true) found.push('can write to its image');
  if (service.cap_drop?.[0] !== 'ALL') found.push('keeps capabilities');
  if (!service.security_opt?.includes('no-new-privileges:true')) found.push('may gain rights');
  if (!service.deploy?.resources?.limits?.memory) found.push('has no limit');
  if (!once && !restart) found.push('stays down');
  if (!once && !service.healthcheck && !image.startsWith('frontrow/')) found.push('has no health check');
  const others = (service.volumes ?? []).filter(
    ({ source, volume }: Any) => source === 'secrets' && volume?.subpath !== name,
  );
  if (!once && others.length > 0) found.push('sees the secrets of others');
  const isEdge = name === 'nginx' || name === 'caddy';
  if (!isEdge && service.ports) found.push('is open to the host');
  if (name === 'nginx' && !service.ports.every((port: string) => /^\$\{BIND:-127\.0\.0\.1\}:/.test(port)))
    found.push('is open to the world without TLS');
  if (isEdge && service.networks.includes('data')) found.push('reaches the engines');
  if (/^(postgres|nats|valkey)$/.test(name) && service.networks.join() !== 'data')
    found.push('is met by others than services');
  return found.map((problem) => `${name} ${problem}`);
}

test('compose.yaml restricts every container', () => {
  expect(Object.entries(compose.services).flatMap(([name, service]) => problems(name, service))).toEqual([]);
});

test.each<[string, Any]>([
  ['is not an exact version', { image: 'postgres:latest' }],
  ['can write to its image', { read_only: false }],
  ['keeps capabilities', { cap_drop: [] }],
  ['may gain rights', { security_opt: [] }],
  ['has no limit', { deploy: {} }],
  ['stays down', { restart: undefined }],
  ['has no health check', { healthcheck: undefined }],
  ['sees the secrets of others', { volumes: [{ source: 'secrets', volume: { subpath: 'auth' } }] }],
  ['is open to the host', { ports: ['5432:5432'] }],
])('refused: a container that %s', (problem, change) => {
  expect(problems('postgres', { ...compose.services.postgres, ...change }).join()).toContain(problem);
});

test('what waits for a container waits until it is healthy, or done', () => {
  const conditions = Object.values<Any>(compose.services).flatMap(({ depends_on = {} }) =>
    Object.entries<Any>(depends_on),
  );
  for (const [on, { condition }] of conditions) {
    expect(`${on} ${condition}`).toBe(`${on} ${on === 'setup' ? 'service_completed_successfully' : 'service_healthy'}`);
  }
});

test('alerts and the dashboard ask only for metrics that there are', () => {
  const manifests = render('prod');
  const rules = pick(manifests, 'PrometheusRule', 'frontrow').spec.groups.flatMap(({ rules }: Any) => rules);
  const { panels } = JSON.parse(pick(manifests, 'ConfigMap', 'frontrow-dashboard').data!['frontrow.json']!);
  const asked = [...rules, ...panels.flatMap(({ targets }: Any) => targets)].map(({ expr }: Any) => expr as string);
  expect(asked.flatMap((expression) => metricsIn(expression).filter((name) => !isExposed(name)))).toEqual([]);
  expect(metricsIn('max by (service) (outbox_waiting) > 1').filter((name) => !isExposed(name))).toEqual([
    'outbox_waiting',
  ]);
});

test('the runbook says under a heading of its own what to do about each alert', () => {
  const runbook = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');
  const headings = new Set([...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name));
  const rules = pick(render('prod'), 'PrometheusRule', 'frontrow').spec.groups.flatMap(({ rules }: Any) => rules);
  const alerts = rules.map(({ alert }: Any) => alert as string);
  expect(alerts.length).toBeGreaterThan(15);
  expect(alerts.filter((name: string) => !headings.has(name))).toEqual([]);
  expect([...headings].filter((name) => !alerts.includes(name!))).toEqual([]);
});

test('alerts on security events ask for events and outcomes that there are', () => {
  const rules = pick(render('prod'), 'PrometheusRule', 'frontrow').spec.groups.flatMap(({ rules }: Any) => rules);
  const asked = rules.flatMap(({ expr }: Any) => [...String(expr).matchAll(/security_events_total\{([^}]*)\}/g)]);
  expect(asked.length).toBeGreaterThan(5);
  for (const [, labels] of asked) {
    const [, event, outcome] = /^event="(\w+)",outcome="(\w+)"$/.exec(labels) ?? [];
    expect(Object.keys(securityEvents)).toContain(event);
    expect(['succeeded', 'refused']).toContain(outcome);
  }
});

const metricsIn = (expression: string) =>
  [...expression.replace(/\{[^}]*\}/g, '').matchAll(/\b[a-z]+(_[a-z0-9]+)+\b/g)]
    .map(([name]) => name)
    .filter((name) => name !== 'histogram_quantile');

/** Names that the services' sources declare, and prom-client's own. */
const declared = [
  'common/src/service/gauges.ts',
  'common/src/service/metrics.ts',
  'common/src/service/security-log.ts',
  'services/auth/src/store/account-events.ts',
  'services/audit/src/store/books.ts',
  'services/audit/src/store/findings.ts',
  'services/payments/src/store/stray-intents.ts',
  'services/payments/src/store/disputes.ts',
  'services/payments/src/store/refund-failures.ts',
].flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/name: '(\w+)'/g)].map(([, name]) => name!));
const OF_NODE = ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_start_time_seconds'];
const isExposed = (name: string) => [...declared, ...OF_NODE].includes(name.replace(/_(bucket|count|sum)$/, ''));

describe('addresses have to be confirmed', () => {
  const READERS = ['client', 'notifications', 'tickets'];

  test('with compose.yaml, unless the environment says otherwise', () => {
    for (const name of READERS) {
      expect(compose.services[name].environment.EMAIL_VERIFICATION).toMatch(/^\$\{EMAIL_VERIFICATION:-required\}$/);
    }
  });

  test.each(OVERLAYS)('in overlays/%s', (overlay) => {
    const manifests = render(overlay);
    expect(pick(manifests, 'ConfigMap', 'frontrow').data!.EMAIL_VERIFICATION).toBe('required');
    for (const name of READERS) {
      const [container] = pick(manifests, 'Deployment', `${name}-service`).spec.template.spec.containers;
      expect(container.envFrom).toContainEqual({ configMapRef: { name: 'frontrow' } });
      expect(container.env.map(({ name: variable }: Any) => variable)).not.toContain('EMAIL_VERIFICATION');
    }
  });
});

describe('pages of whoever runs it', () => {
  test('are taken from a folder by compose.yaml, and can only be read', () => {
    const { volumes, environment } = compose.services.client;
    expect(environment.SITE_PAGES).toBe('/pages');
    const [pages] = volumes.filter(({ target }: Any) => target === environment.SITE_PAGES);
    expect(pages).toMatchObject({ type: 'bind', read_only: true });
    expect(pages.source).toMatch(/^\$\{SITE_PAGES:-\.\/infra\/pages\}$/);
  });

  test('are taken from a ConfigMap in a cluster, which runs without it, too', () => {
    for (const overlay of OVERLAYS) {
      const { spec } = pick(render(overlay), 'Deployment', 'client-service').spec.template;
      const [container] = spec.containers;
      const { value } = container.env.find(({ name }: Any) => name === 'SITE_PAGES');
      const { name } = container.volumeMounts.find(({ mountPath }: Any) => mountPath === value);
      const volume = spec.volumes.find((each: Any) => each.name === name);
      expect(volume.configMap).toEqual({ name: 'frontrow-pages', optional: true });
    }
  });
});
