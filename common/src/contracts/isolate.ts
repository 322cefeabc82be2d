/** Letters that are written from right to left, and signs that set a direction. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const OPENS = /[\u2066-\u2068]/;
const CLOSES = '\u2069';

/**
 * What a stranger wrote, for a sentence that is plain text: in isolates of Unicode, so that no direction in it, whether it is
 * ended or not, turns the words beside it. What turns nothing stays as it is.
 */
export function isolated(text: string): string {
  if (!TURNS.test(text)) return text;
  let open = 0;
  let inside = '';
  for (const sign of text) {
    if (OPENS.test(sign)) open += 1;
    // One that closes nothing of its own would close ours.
    if (sign === CLOSES && open === 0) continue;
    if (sign === CLOSES) open -= 1;
    inside += sign;
  }
  return `\u2068${inside}${CLOSES.repeat(open + 1)}`;
}
