/** Words in one line of at most `most` characters, cut between words where that is possible, and never inside an emoji. */
export function shorten(words: string, most: number): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const segments = Array.from(new Intl.Segmenter('en').segment(line), ({ segment }) => segment);
  if (segments.length <= most) return line;
  const kept = segments.slice(0, most - 1).join('');
  const atWord = segments[most - 1] === ' ' ? kept : kept.replace(/\s\S*$/, '');
  return `${atWord.trimEnd()}…`;
}
