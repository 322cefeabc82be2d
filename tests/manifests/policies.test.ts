import { describe, expect, test } from '@jest/globals';
import { policies } from './support/policies.ts';
import { type Any, type Manifest, OVERLAYS, pick, render } from './support/render.ts';

describe.each(OVERLAYS)('%s', (overlay) => {
  test.each(Object.entries(policies))('%s', (_title, policy) => {
    expect(policy(render(overlay))).toEqual([]);
  });
});

const podOf = (manifests: Manifest[], name = 'orders-service') =>
  pick(manifests, 'Deployment', name).spec.template.spec;
const containerOf = (manifests: Manifest[]): Any => podOf(manifests).containers[0];

/** Each policy, and what it must refuse. */
const broken: Record<keyof typeof policies, ((manifests: Manifest[]) => void)[]> = {
  'no process is root': [
    (all) => delete podOf(all).securityContext.runAsNonRoot,
    (all) => {
      containerOf(all).securityContext.runAsUser = 0;
    },
    (all) => {
      pick(all, 'Job', 'orders-migrate').spec.template.spec.securityContext = {};
    },
  ],
  'no process gains rights': [
    (all) => delete containerOf(all).securityContext.allowPrivilegeEscalation,
    (all) => {
      containerOf(all).securityContext.capabilities.add = ['NET_ADMIN'];
    },
    (all) => delete podOf(all).securityContext.seccompProfile,
  ],
  'no root file system is writable': [(all) => delete containerOf(all).securityContext.readOnlyRootFilesystem],
  'nothing of the node is shared': [
    (all) => {
      podOf(all).hostNetwork = true;
    },
    (all) => podOf(all).volumes.push({ name: 'node', hostPath: { path: '/' } }),
  ],
  'no token of the API server is mounted': [
    (all) => delete podOf(all).automountServiceAccountToken,
    (all) => {
      podOf(all).serviceAccountName = 'default';
    },
  ],
  'every container has requests and limits': [(all) => delete containerOf(all).resources.limits.memory],
  'what stays up has probes': [(all) => delete containerOf(all).readinessProbe],
  'every image is one exact version': [
    ...['frontrow/orders', 'frontrow/orders:latest', 'registry:5000/frontrow/orders', 'postgres:bookworm'].map(
      (image) => (all: Manifest[]) => {
        containerOf(all).image = image;
      },
    ),
  ],
  'what stays up has a disruption budget that lets nodes be emptied': [
    (all) => all.splice(all.indexOf(pick(all, 'PodDisruptionBudget', 'orders-service')), 1),
    (all) => {
      pick(all, 'PodDisruptionBudget', 'orders-service').spec.maxUnavailable = 0;
    },
  ],
  'selectors pick their own pods, and no job': [
    (all) => {
      pick(all, 'Service', 'orders-service').spec.selector = { 'app.kubernetes.io/name': 'orders' }; // its job, too
    },
    (all) => {
      pick(all, 'Service', 'nats').spec.selector = { 'app.kubernetes.io/name': 'bus' };
    },
  ],
  'the namespace enforces the restricted standard': [
    (all) => {
      pick(all, 'Namespace', 'frontrow').metadata.labels = {};
    },
  ],
  'no secret is in the repository': [
    (all) => all.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'password' } }),
  ],
};

test.each(
  Object.entries(broken).flatMap(([title, breaks]) => breaks.map((break_, index) => ({ title, index, break_ }))),
)('refused ($index): what breaks "$title"', ({ title, break_ }) => {
  const manifests = render('prod');
  break_(manifests);
  expect(policies[title]!(manifests)).not.toEqual([]);
});

test('every policy has something that it refuses', () => {
  expect(Object.keys(broken)).toEqual(Object.keys(policies));
});
