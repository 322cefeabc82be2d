import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isolated } from './isolate.ts';

test.each(['Moonlight Sonata', 'Ärger & Co. (live)', '東京事変', 'Δελφοί', '🎭 2'])('%s stays as it is', (title) => {
  expect(isolated(title)).toBe(title);
});

test.each([
  ['Hebrew', 'שלום'],
  ['Arabic', 'أم كلثوم'],
  ['an override that is left open', 'Sonata\u202eatanoS'],
  ['a sign that only sets a direction', '\u200fSonata'],
])('%s stands in an isolate', (_what, title) => {
  expect(isolated(title)).toBe(`\u2068${title}\u2069`);
});

test('nothing in a title ends the isolate around it, or is left open after it', () => {
  expect(isolated('a\u2069\u202eb')).toBe('\u2068a\u202eb\u2069');
  expect(isolated('a\u2067b')).toBe('\u2068a\u2067b\u2069\u2069');
  expect(isolated('a\u2067b\u2069\u2069c')).toBe('\u2068a\u2067b\u2069c\u2069');
  const signs = fc.constantFrom('a', 'א', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069');
  fc.assert(
    fc.property(fc.array(signs, { minLength: 1 }), (title) => {
      let depth = 0;
      const depths = [...isolated(title.join(''))].map((sign) => {
        if (/[\u2066-\u2068]/.test(sign)) depth += 1;
        if (sign === '\u2069') depth -= 1;
        return depth;
      });
      expect(depths.at(-1)).toBe(0);
      if (depths.some((depth) => depth > 0)) expect(depths.slice(0, -1).every((depth) => depth > 0)).toBe(true);
    }),
  );
});
