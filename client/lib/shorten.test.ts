import { expect, test } from '@jest/globals';
import { shorten } from './shorten';

test.each([
  ['short enough', 20, 'short enough'],
  ['two\n\nlines  here', 20, 'two lines here'],
  ['exactly ten', 11, 'exactly ten'],
  ['cut between the words', 12, 'cut between…'],
  ['cut between the words', 14, 'cut between…'],
  ['onelongword', 5, 'onel…'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2, '👩‍👩‍👧‍👦…'],
  ['', 5, ''],
])('%j within %i is %j', (words, most, expected) => {
  expect(shorten(words, most)).toBe(expected);
});
