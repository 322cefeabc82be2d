import { MAX_POSTER_BYTES, MIN_POSTER_SIDE, POSTER_TYPES } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { fileProblem } from './poster-file';

const rules = { types: POSTER_TYPES, maxBytes: MAX_POSTER_BYTES, minSide: MIN_POSTER_SIDE };
const file = (name: string, type: string, size = 1000) => fileProblem({ name, type, size }, rules);

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
  expect(file(name, type)).toMatchObject({ code: 'image_type' });
});

test('what is empty or too big is refused with its size', () => {
  expect(file('a.jpg', 'image/jpeg', 0)).toMatchObject({ code: 'image_empty' });
  expect(file('a.jpg', 'image/jpeg', 8 * 2 ** 20)).toBeUndefined();
  expect(file('a.jpg', 'image/jpeg', 9 * 2 ** 20)).toEqual({
    code: 'image_too_big',
    message: 'must be at most 8 MB; this one has 9.0 MB',
    params: { most: 8, has: 9 },
  });
});
