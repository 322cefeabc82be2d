/** What our typefaces can set, checked glyph by glyph in share-image.test.ts: Latin, figures and common signs. */
const GLYPH =
  /[ -~\u00a1-\u00ac\u00ae-\u017f\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac]/;

/**
 * Some words as the image can show them, or nothing when it cannot: other scripts would need typefaces by the megabyte
 * and a renderer that joins and orders their letters. Emoji and other signs are left out; words are not, since half a
 * title would be another title.
 */
export function settable(words: string): string | undefined {
  // Compatibility forms become plain letters: `Ｌｉｖｅ` and `𝐋𝐢𝐯𝐞` are typed for looks. A key cap is an emoji, no figure.
  const plain = words.normalize('NFKC').replace(/[\d#*]\ufe0f?\u20e3|[\ufe00-\ufe0f]/g, ' ');
  const chars = Array.from(plain);
  if (chars.some((char) => /[\p{L}\p{M}\p{N}]/u.test(char) && !GLYPH.test(char))) return undefined;
  const kept = chars.map((char) => (GLYPH.test(char) ? char : ' ')).join('');
  return kept.replace(/ +/g, ' ').trim() || undefined;
}
