import { describe, expect, test } from '@jest/globals';
import { isCore, typeErrors } from './support/core-types.ts';
import { idOf, type Manifest, OVERLAYS, pick, render } from './support/render.ts';
import { customResourceErrors, sayUnchecked } from './support/schemas.ts';

describe.each(OVERLAYS)('%s', (overlay) => {
  test('core objects are what Kubernetes’ own types say', () => {
    expect(typeErrors(render(overlay).filter(isCore))).toEqual([]);
  });

  test('custom resources are what their definitions say', () => {
    const resources = render(overlay).filter((manifest) => !isCore(manifest));
    const judged = resources.map((manifest) => [idOf(manifest), customResourceErrors(manifest)] as const);
    expect(judged.filter(([, errors]) => errors?.length)).toEqual([]);
    const unchecked = judged.filter(([, errors]) => errors === undefined).map(([id]) => id);
    if (unchecked.length > 0) sayUnchecked(`${overlay}: ${unchecked.join(', ')}`);
  });

  test('every object has a name of its own, and a place', () => {
    const manifests = render(overlay);
    const ids = manifests.map((manifest) => `${manifest.apiVersion} ${idOf(manifest)} ${manifest.metadata.namespace}`);
    expect(new Set(ids).size).toBe(ids.length);
    const places = manifests.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace);
    expect(places.filter((place) => place !== 'frontrow' && place !== 'frontrow-gateway')).toEqual([]);
  });
});

const brokenCore = (break_: (deployment: Manifest) => void) => {
  const deployment = pick(render('prod'), 'Deployment', 'orders-service');
  break_(deployment);
  return typeErrors([deployment]);
};

test.each<[string, (deployment: Manifest) => void]>([
  ['an unknown field', ({ spec }) => Object.assign(spec.template.spec.containers[0], { readynessProbe: {} })],
  ['a field at the wrong place', ({ spec }) => Object.assign(spec, { containers: [] })],
  ['a missing field', ({ spec }) => delete spec.selector],
  ['a wrong type', ({ spec }) => Object.assign(spec, { revisionHistoryLimit: 'three' })],
])('refused: %s of a core object', (_what, break_) => {
  expect(brokenCore(break_)).toEqual([expect.stringMatching(/^Deployment orders-service: /)]);
});

test.each<[string, string, (spec: Manifest['spec']) => void]>([
  ['HTTPRoute', 'frontrow', (spec) => Object.assign(spec.rules[0], { backends: [] })],
  ['HTTPRoute', 'frontrow', (spec) => Object.assign(spec.rules[0].matches[0].path, { type: 'Prefix' })],
  ['Gateway', 'frontrow', (spec) => delete spec.gatewayClassName],
  ['Cluster', 'orders-db', (spec) => Object.assign(spec, { instances: 'three' })],
  ['ScheduledBackup', 'orders-backup', (spec) => Object.assign(spec, { cron: spec.schedule })],
  ['PrometheusRule', 'frontrow', (spec) => delete spec.groups[0].rules[0].expr],
  ['PodMonitor', 'services', (spec) => Object.assign(spec.podMetricsEndpoints[0], { targetport: 1 })],
  ['ObjectStore', 'backups', (spec) => Object.assign(spec, { retentionPolicy: 'a month' })],
])('refused: a broken %s %s', (kind, name, break_) => {
  const manifest = pick(render('prod'), kind, name);
  break_(manifest.spec);
  const errors = customResourceErrors(manifest);
  if (errors === undefined) return sayUnchecked(`a broken ${kind}`);
  expect(errors).not.toEqual([]);
});
