import { expect, test } from '@jest/globals';
import { listingChoices } from './listing-choices';
import { fileProblem } from './poster-file';

const file = (name: string, type: string, size = 1000) => fileProblem({ name, type, size }, listingChoices.poster);

test.each([
  ['a.jpg', 'image/jpeg'],
  ['a.png', 'image/png'],
  ['a', 'image/webp'],
  ['a.AVIF', ''],
])('%s of type %j may be a poster', (name, type) => {
  expect(file(name, type)).toBeUndefined();
});

test.each([
  ['a.svg', 'image/svg+xml'],
  ['a.png', 'text/plain'],
  ['a.gif', 'image/gif'],
  ['a.heic', ''],
  ['png', ''],
])('%s of type %j is refused', (name, type) => {
  expect(file(name, type)).toContain('must be a JPEG, PNG, WebP or AVIF file');
});

test('what is empty or too big is refused with its size', () => {
  expect(file('a.jpg', 'image/jpeg', 0)).toBe('is empty');
  expect(file('a.jpg', 'image/jpeg', 8 * 2 ** 20)).toBeUndefined();
  expect(file('a.jpg', 'image/jpeg', 9 * 2 ** 20)).toBe('must be at most 8 MB; this one has 9.0 MB');
});
