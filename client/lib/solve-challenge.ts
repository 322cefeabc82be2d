/** A challenge of ALTCHA's (version 2, SHA-256) as orders gives it. */
interface Challenge {
  parameters: { algorithm: string; nonce: string; salt: string; cost: number; keyLength: number; keyPrefix: string };
}

/** Hashes that are under way at a time: the page can be used meanwhile. */
const AT_ONCE = 256;
/** No challenge needs more. */
const MOST = 1_000_000;

/** Solves a challenge; resolves to the token that proves it. Rejects what it does not know, and without TLS, where browsers hash nothing. */
export async function solveChallenge(challenge: unknown): Promise<string> {
  const { nonce, salt, keyPrefix, algorithm, cost, keyLength } = (challenge as Challenge).parameters;
  if (algorithm !== 'SHA-256' || cost !== 1) throw new Error(`cannot solve ${algorithm}`);
  const start = new Uint8Array([...bytesOf(salt), ...bytesOf(nonce), 0, 0, 0, 0]);
  const derive = async (counter: number) => {
    const text = start.slice();
    new DataView(text.buffer).setUint32(text.length - 4, counter);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
    return { counter, derivedKey: hexOf(hash.subarray(0, keyLength)) };
  };
  for (let from = 0; from < MOST; from += AT_ONCE) {
    const keys = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => derive(from + n)));
    const solution = keys.find(({ derivedKey }) => derivedKey.startsWith(keyPrefix));
    if (solution) return JSON.stringify({ challenge, solution });
  }
  throw new Error('the challenge has no solution');
}

const bytesOf = (hex: string) => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
