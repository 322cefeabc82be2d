import { expect, test } from '@jest/globals';
import { chooseLocale, readPreferred, variantOf } from './locales.ts';

test('the choice of the reader goes before what the browser prefers', () => {
  expect(chooseLocale('de', ['en-GB'])).toBe('de');
  expect(chooseLocale('en', ['de'])).toBe('en');
});

test('a choice that is none of ours counts for nothing', () => {
  for (const choice of [undefined, '', 'xx', 'constructor', 'DE']) expect(chooseLocale(choice, ['de'])).toBe('de');
});

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['DE-ch', 'de'],
  ['fr,de;q=0.5', 'de'],
  ['en;q=0.3,de;q=0.8', 'de'],
  ['de;q=0,en;q=0.1', 'en'],
  ['fr-FR,fr;q=0.9', 'en'],
  ['den', 'en'],
  ['*', 'en'],
  [';;q=x,,', 'en'],
  [null, 'en'],
])('Accept-Language %p is answered in %p', (header, locale) => {
  expect(chooseLocale(undefined, readPreferred(header))).toBe(locale);
});

test('dates are written in the reader’s variant of the language that is shown, never in another language', () => {
  expect(variantOf('en', readPreferred('en-GB,en;q=0.9,de;q=0.8'))).toBe('en-GB');
  expect(variantOf('de', readPreferred('en-GB,de-AT;q=0.8'))).toBe('de-AT');
  expect(variantOf('de', readPreferred('en-GB'))).toBe('de');
  expect(variantOf('en', ['en_US junk'])).toBe('en');
});
