import { expect, test } from '@jest/globals';
import { isVisible } from './index.ts';

const UNSEEN = {
  nothing: '',
  spaces: ' \t\u00a0\u1680\u2003\u202f\u3000',
  'spaces without width': '\u200b\u2060\ufeff',
  joiners: '\u200c\u200d\u034f',
  'soft hyphens': '\u00ad',
  'marks of direction': '\u200e\u200f\u202a\u202e\u2066\u2069\u061c',
  'Hangul fillers': '\u115f\u1160\u3164\uffa0',
  'empty braille': '\u2800',
  'Mongolian separators': '\u180b\u180e',
  'Khmer inherent vowels': '\u17b4\u17b5',
  'variation selectors': '\ufe0f\u{e0100}',
  tags: '\u{e0001}\u{e0041}',
  'marks without a letter': '\u0301\u093f',
  'signs of music without ink': '\u{1d159}\u{1d173}',
};

test.each(Object.entries(UNSEEN))('of %s nothing is seen', (_what, text) => {
  expect(isVisible(text)).toBe(false);
  expect(isVisible(`${text}x${text}`)).toBe(true);
});

test.each(['a', '1', '!', '🎹', '👩‍👩‍👧', 'é', 'हि', '東', '한', 'א', '…', '\u202eevil\u202c'])(
  '%s is seen',
  (text) => {
    expect(isVisible(text)).toBe(true);
  },
);
