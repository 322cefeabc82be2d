import { expect, test } from '@jest/globals';
import { seal, unseal } from './sealed.ts';

const sealed = seal('a secret', 'codes', 'order', 'Grüße');

test('what was sealed is read by who has the secret, and looks different each time', () => {
  expect(unseal('a secret', 'codes', 'order', sealed)).toBe('Grüße');
  expect(seal('a secret', 'codes', 'order', 'Grüße')).not.toBe(sealed);
  expect(Buffer.from(sealed, 'base64url').includes('Gr')).toBe(false);
});

test('nothing is read by another secret, for another purpose, about another, or once it was touched', () => {
  expect(unseal('another', 'codes', 'order', sealed)).toBeUndefined();
  expect(unseal('a secret', 'else', 'order', sealed)).toBeUndefined();
  expect(unseal('a secret', 'codes', 'another', sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64url');
  for (const place of bytes.keys()) {
    const touched = Buffer.from(bytes);
    touched[place]! ^= 1;
    expect(unseal('a secret', 'codes', 'order', touched.toString('base64url'))).toBeUndefined();
  }
  for (const text of ['', 'nonsense', sealed.slice(0, -1)])
    expect(unseal('a secret', 'codes', 'order', text)).toBeUndefined();
});
