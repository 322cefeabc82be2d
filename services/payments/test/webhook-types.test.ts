import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { worthALook } from '../src/settlement.ts';

test.each(['services/payments/README.md', 'infra/local/services.js', 'infra/k8s/overlays/dev/sandbox/sandbox.yaml'])(
  '%s enables the webhooks that payments listens to, and no others',
  (file) => {
    const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    const named = text.match(/\b(payment_intent|charge|refund)(\.[a-z_]+)+\b/g);
    expect(named).toEqual(Object.keys(worthALook));
  },
);
