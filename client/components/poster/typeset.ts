/** Widths of the poster typeface's glyphs in thousandths of the type size: each glyph, then its width. */
const GLYPHS =
  '0427 1361 2417 3424 4414 5426 6427 7380 8415 9427 A500 B482 C505 D503 E452 F395 G532 H504 I243 J426 K501 L411 M677 ' +
  "N508 O543 P472 Q543 R498 S454 T458 U495 V473 W703 X487 Y480 Z463 .212 ,212 :221 ;221 '199 ’198 -240 –310 —620 &534 " +
  '!258 ?409 /271 (365 )365 +509';
const WIDTHS = new Map(GLYPHS.split(' ').map((glyph) => [glyph.slice(0, 1), Number(glyph.slice(1))]));
WIDTHS.set(' ', 117);
const LEADING = 0.84;

export interface Line {
  text: string;
  size: number;
  /** Baseline, measured from the top of the block. */
  y: number;
}

const widthOf = (text: string): number => {
  let width = 0;
  // An accent does not widen its letter; what is not Latin is about as wide as high.
  for (const char of text.normalize('NFD').replace(/\p{M}/gu, '')) {
    width += WIDTHS.get(char) ?? (char.charCodeAt(0) < 0x2000 ? 500 : 1000);
  }
  return width / 1000;
};

/** A title as a playbill sets it: each line fills the measure in its own size, as large as the block allows. */
export function typeset(title: string, measure: number, height: number): { lines: Line[]; height: number } {
  const words = title.toUpperCase().split(/\s+/).filter(Boolean).slice(0, 14);
  const settings = [1, 2, 3, 4, 5].filter((count) => count <= words.length).map((count) => breakInto(words, count));
  const sized = settings.map((lines) => fit(lines, measure, height));
  return sized.reduce((best, next) => (next.area > best.area ? next : best), sized[0] ?? fit([], measure, height));
}

function fit(texts: string[], measure: number, height: number) {
  const widths = texts.map(widthOf);
  const largest = Math.min(height * 0.52, measure * 0.46);
  const natural = widths.map((width) => Math.min(measure / width, largest));
  const total = natural.reduce((sum, size) => sum + size * LEADING, 0);
  const scale = Math.min(1, height / total);
  let y = 0;
  const lines = texts.map((text, index) => {
    const size = Math.round((natural[index] ?? 0) * scale * 10) / 10;
    y += size * LEADING;
    return { text, size, y: Math.round((y - size * 0.1) * 10) / 10 };
  });
  const area = lines.reduce((sum, { size }, index) => sum + size * size * (widths[index] ?? 0), 0);
  return { lines, height: y, area };
}

/** Breaks words into `count` lines whose widest is as narrow as can be. */
function breakInto(words: string[], count: number): string[] {
  if (count === 1) return [words.join(' ')];
  let best: string[] = [];
  let narrowest = Number.POSITIVE_INFINITY;
  for (let first = 1; first <= words.length - count + 1; first += 1) {
    const lines = [words.slice(0, first).join(' '), ...breakInto(words.slice(first), count - 1)];
    const widest = Math.max(...lines.map(widthOf));
    if (widest < narrowest) {
      narrowest = widest;
      best = lines;
    }
  }
  return best;
}
