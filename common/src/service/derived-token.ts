import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A token that every holder of a secret can make of an id, so that it need not be sent from one to the other: the id, a dot
 * and its HMAC-SHA256. `purpose` keeps tokens for one thing from being good for another.
 */
export const derivedToken = (secret: string, purpose: string, id: string): string =>
  `${id}.${createHmac('sha256', secret).update(`${purpose}:${id}`).digest('base64url')}`;

/** The same as digits that a person can type. It is short, so whoever checks it counts the tries. */
export function derivedCode(secret: string, purpose: string, id: string, digits: number): string {
  const hmac = createHmac('sha256', secret).update(`${purpose}:${id}`).digest();
  return String(hmac.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
}

/** The id in a token, or undefined when the token was not made with this secret for this purpose. */
export function readDerivedToken(secret: string, purpose: string, token: string): string | undefined {
  const id = token.slice(0, Math.max(0, token.indexOf('.')));
  const [given, right] = [token, derivedToken(secret, purpose, id)].map((text) => Buffer.from(text));
  return given!.length === right!.length && timingSafeEqual(given!, right!) ? id : undefined;
}
