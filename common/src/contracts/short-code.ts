/**
 * The signs of short codes: none of them is taken for another, in print or by ear. They are 29, a prime number, by which the
 * check below finds every mistake that people make.
 */
const SIGNS = '23456789ABCDEFGHJKMNPQRTVWXYZ';

/** What is read for one of them although no code has it. */
const MISREAD: Record<string, string> = { S: '5', U: 'V' };

export const SHORT_CODE_LENGTH = 8;
/** What is longer was not meant to be one. */
const LONGEST_TYPED = 12;

/**
 * The sum that is 0 for a good code: each sign by its place from the end, as in an ISBN-10. Since places differ and the sum
 * is taken by a prime, no sign can be another and no two can be swapped without its becoming something else.
 */
const checkSum = (signs: string): number =>
  [...signs].reduce((sum, sign, index) => sum + SIGNS.indexOf(sign) * (SHORT_CODE_LENGTH - index), 0) % SIGNS.length;

/** The short code with these numbers below 29 as its first seven signs; the eighth checks them. */
export function shortCodeOf(numbers: readonly number[]): string {
  const signs = numbers.map((number) => SIGNS[number]).join('');
  return signs + SIGNS[(SIGNS.length - checkSum(signs)) % SIGNS.length];
}

/** How many there are to choose from for each of the seven signs that are free. */
export const SHORT_CODE_BASE = SIGNS.length;
export const SHORT_CODE_FREE = SHORT_CODE_LENGTH - 1;

/** A text that may be a short code, as somebody typed it; null when it is too long for that. `good`: nothing is mistyped. */
export function readShortCode(text: string): { code: string; good: boolean } | null {
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (typed.length > LONGEST_TYPED) return null;
  const code = typed.replace(/[SU]/g, (sign) => MISREAD[sign]!);
  const isWhole = code.length === SHORT_CODE_LENGTH && [...code].every((sign) => SIGNS.includes(sign));
  return { code, good: isWhole && checkSum(code) === 0 };
}

/** `7K2M-93QX`: in two halves, as people say and compare it. */
export const showShortCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/**
 * By what a guest list without codes finds the short code that somebody types: 24 bits of its digest. A thousand codes have
 * the same, so whoever steals the list has none of them; and of 100,000 guests, one made-up code in 170 is taken for some
 * guest's, where there is no connection to ask by.
 */
export async function shortCodeTag(ticketId: string, code: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${ticketId}:${code}`));
  return Array.from(new Uint8Array(digest).subarray(0, 3), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
