import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';

/*
 * Cuts the display typeface down to what pages use of it. Archivo comes with all weights and widths, 90 kB for Latin alone;
 * headlines and posters need one weight and two widths, the wordmark the letters of one word: 20 kB.
 */

const PACKAGE = join(import.meta.dirname, '../../node_modules/@fontsource-variable/archivo');
const DIST = join(import.meta.dirname, 'dist');

/** @typedef {{ from: 'latin' | 'latin-ext', text?: string, axes: Record<string, number | { min: number, max: number }> }} Cut */

const condensed = { wdth: { min: 62, max: 68 }, wght: 800 };
/** @type {Record<string, Cut>} The files, what they are cut from, and which letters and axes stay. */
const cuts = {
  'display-latin': { from: 'latin', axes: condensed },
  'display-latin-ext': { from: 'latin-ext', axes: condensed },
  wordmark: { from: 'latin', text: 'Frontrow', axes: { wdth: 116, wght: 900 } },
};

/** Writes the fonts that are missing or older than what they are made of into `fonts/dist`, where `app/fonts.ts` takes them from. */
export async function cutFonts() {
  mkdirSync(DIST, { recursive: true });
  const ranges = JSON.parse(readFileSync(join(PACKAGE, 'unicode.json'), 'utf8'));
  for (const [name, { from, text = lettersIn(ranges[from]), axes }] of Object.entries(cuts)) {
    const file = join(DIST, `${name}.woff2`);
    const whole = join(PACKAGE, 'files', `archivo-${from}-wdth-normal.woff2`);
    if (changedAt(file) > Math.max(changedAt(whole), changedAt(import.meta.filename))) continue;
    const font = await subsetFont(readFileSync(whole), text, { targetFormat: 'woff2', variationAxes: axes });
    // Several processes build, and none may read half a font.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, font);
    renameSync(draft, file);
  }
}

const changedAt = (/** @type {string} */ file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** All letters of a CSS `unicode-range`. @param {string} range */
function lettersIn(range) {
  return range
    .split(',')
    .map((part) => {
      const [first = 0, last = first] = part
        .replace('U+', '')
        .split('-')
        .map((code) => Number.parseInt(code, 16));
      return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
    })
    .join('');
}
