import { randomBytes } from 'node:crypto';

/** What a transition may not make up itself, so that it stays pure: the time (in seconds, as Stripe counts) and new ids. */
export interface Fresh {
  now: number;
  id: (prefix: string) => string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id in Stripe's manner (`pi_` and 24 letters and digits), too long to be guessed. */
export function newId(prefix: string): string {
  const letters = [...randomBytes(24)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return `${prefix}_${letters.join('')}`;
}

export function fresh(): Fresh {
  return { now: Math.floor(Date.now() / 1000), id: newId };
}
