import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const css = readFileSync(new URL('globals.css', import.meta.url), 'utf8');
const language = readFileSync(new URL('../../docs/design-language.md', import.meta.url), 'utf8');

/** Each ink by name, with the lights up and down. */
const inks = new Map(
  [...css.matchAll(/--color-([a-z-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)].map(
    ([, name, light, dark, both]) => [name!, { light: light ?? both!, dark: dark ?? both! }] as const,
  ),
);

/** Relative luminance by WCAG 2.2, of `#rgb` or `#rrggbb`. */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(ink: string, ground: string): number {
  const [dark = 0, light = 0] = [luminance(ink), luminance(ground)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** The rows of the table of contrasts: `| ink on page | 17.2 | 17.4 | text |`. */
const rows = [...language.matchAll(/^\| ([a-z-]+) on ([a-z-]+) \| ([\d.]+) \| ([\d.]+) \| (\w+) \|$/gm)].map(
  ([, ink = '', ground = '', light = '', dark = '', use = '']) => ({ ink, ground, light, dark, use }),
);

test('black and white are as far apart as can be', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21);
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows)('$ink on $ground has the contrast that is written down, and it is enough for $use', (row) => {
  const [ink, ground] = [inks.get(row.ink)!, inks.get(row.ground)!];
  const least = row.use === 'text' ? 4.5 : 3;
  for (const scheme of ['light', 'dark'] as const) {
    const measured = contrast(ink[scheme], ground[scheme]);
    expect(measured).toBeGreaterThanOrEqual(least);
    expect(row[scheme]).toBe(measured.toFixed(1));
  }
});
