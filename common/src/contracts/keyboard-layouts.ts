/**
 * What the keys of the digits 0 to 9 type without Shift, where they do not type digits. A hand scanner presses keys, as if
 * every computer had an American keyboard; the computer takes them for those of its own.
 */
const DIGIT_KEYS = [
  'à&é"\'(-è_ç', // French
  'à&é"\'(§è!ç', // Belgian
  '*"«»()@+-/', // French, Bépo
  'é+ěščřžýáí', // Czech
  'é+ľščťžýáí', // Slovak
  'ö123456789', // Hungarian
  '“ąčęėįšųū„', // Lithuanian
  'จๅ/-ภถุึคต', // Thai
  ...['٠', '۰', '०', '০', '၀', '០', '０'].map(digitsFrom), // digits of other scripts
].map((keys) => new Map([...keys].map((sign, digit) => [sign, String(digit)])));

function digitsFrom(zero: string): string {
  return Array.from({ length: 10 }, (_, digit) => String.fromCodePoint(zero.codePointAt(0)! + digit)).join('');
}

/** The digits that were meant by a text, on whichever of these keyboards it was typed; null when it is on none. */
export function readDigits(text: string): string | null {
  if (/^\d*$/.test(text)) return text;
  const signs = [...text];
  const keys = DIGIT_KEYS.find((keys) => signs.every((sign) => keys.has(sign)));
  return keys ? signs.map((sign) => keys.get(sign)).join('') : null;
}
