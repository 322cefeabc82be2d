import { expect, test } from '@jest/globals';
import { sealer } from './sealed.ts';

const { seal, unseal } = sealer('a secret');
const sealed = seal('order', 'Grüße');

test('what was sealed is read by who has the secret, and looks different each time', () => {
  expect(sealer('a secret').unseal('order', sealed)).toBe('Grüße');
  expect(seal('order', 'Grüße')).not.toBe(sealed);
  expect(Buffer.from(sealed, 'base64url').includes('Gr')).toBe(false);
});

test('nothing is read by another secret, about another, or once it was touched', () => {
  expect(sealer('another').unseal('order', sealed)).toBeUndefined();
  expect(unseal('another', sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64url');
  for (const place of bytes.keys()) {
    const touched = Buffer.from(bytes);
    touched[place]! ^= 1;
    expect(unseal('order', touched.toString('base64url'))).toBeUndefined();
  }
  for (const text of ['', 'nonsense', sealed.slice(0, -1)]) expect(unseal('order', text)).toBeUndefined();
});
