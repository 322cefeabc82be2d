import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { drawnArrows, openArrows } from './support/network.ts';
import { type Manifest, OVERLAYS, pick, ROOT, render } from './support/render.ts';

const architecture = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');

/** What is open beyond the table, what of the table is closed, what is open by halves, and what nothing closes. */
function differences(overlay: string, manifests: Manifest[]) {
  const { arrows, halves, open } = openArrows(manifests);
  const drawn = drawnArrows(architecture, overlay, manifests);
  return {
    beyond: [...arrows].filter((arrow) => !drawn.has(arrow)),
    missing: [...drawn].filter((arrow) => !arrows.has(arrow)),
    halves: [...halves],
    open: [...open],
  };
}

const none = { beyond: [], missing: [], halves: [], open: [] };

describe.each(OVERLAYS)('%s', (overlay) => {
  test('network policies open the arrows of ARCHITECTURE.md and none besides', () => {
    expect(differences(overlay, render(overlay))).toEqual(none);
  });
});

const break_ = (how: (manifests: Manifest[]) => void) => {
  const manifests = render('prod');
  how(manifests);
  return differences('prod', manifests);
};
const policy = (manifests: Manifest[], name: string) => pick(manifests, 'NetworkPolicy', name).spec;
const without = (name: string) => (manifests: Manifest[]) =>
  void manifests.splice(manifests.indexOf(pick(manifests, 'NetworkPolicy', name)), 1);

test('refused: one service that may ask another', () => {
  const found = break_((all) => {
    policy(all, 'client-to-services').podSelector = {
      matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['client', 'orders'] }],
    };
    policy(all, 'services-from-client').ingress[0].from.push({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'orders' } },
    });
  });
  expect(found.beyond).toContain('orders > payments : 3000');
});

test('refused: a port too many, a private network, everything', () => {
  expect(break_((all) => policy(all, 'from-gateway').ingress[0].ports.push({ port: 9229 })).beyond).toContain(
    'gateway > orders : 9229',
  );
  expect(break_((all) => policy(all, 'payments-to-stripe').egress[0].to[0].ipBlock.except.shift()).beyond).toEqual([
    'payments > 0.0.0.0/0 : 443',
  ]);
  expect(break_((all) => policy(all, 'from-gateway').ingress.push({})).beyond).toContain('anywhere > orders : any');
});

test('refused: an arrow that is closed, on one side or on both', () => {
  expect(break_(without('payments-to-stripe')).missing).toEqual(['payments > internet : 443']);
  const found = break_(without('bus-from-services'));
  expect(found.missing).toContain('orders > nats : 4222');
  expect(found.halves).toContain('orders > nats : 4222');
});

test('refused: nothing that denies by default', () => {
  const manifests = render('dev');
  without('default-deny')(manifests);
  expect(differences('dev', manifests).open).toEqual(['Ingress of expiration']); // what no other policy is about
});
