import { createHash, createHmac, randomInt } from 'node:crypto';
import { type Challenge, createChallenge, type Solution, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { z } from 'zod';

/** Who asks for what: a solution is good for nobody and nothing else. */
export interface About {
  account: string;
  listing: string;
}

/** What stands between a robot and a sale; a service such as Turnstile has the same shape. */
export interface Challenger {
  /** What the client needs in order to come by a token. */
  issue(about: About): Promise<object>;
  /** Whether a token is right, and for whom it was given; an id to have each count once. */
  verify(token: string, about: About): Promise<{ ok: false } | { ok: true; id: string }>;
}

export const SECONDS = 300;
/** Hashes that a client has to make: about a second of a phone. */
const [LEAST, MOST] = [20_000, 40_000];
const ALGORITHM = 'SHA-256';

const Token = z.object({
  challenge: z.looseObject({
    parameters: z.looseObject({ nonce: z.string().max(200) }),
    signature: z.string().max(200),
  }),
  solution: z.object({ counter: z.int().min(0).max(MOST), derivedKey: z.string().max(200) }),
});

/** A proof of work (ALTCHA's), which costs whoever makes many of them, and asks nothing of people. */
export function openProofOfWork(secret: string): Challenger {
  const keyFor = (what: string) => createHmac('sha256', secret).update(`challenge ${what}`).digest('hex');
  const keys = { hmacSignatureSecret: keyFor('signature'), hmacKeySignatureSecret: keyFor('key') };

  return {
    issue: (about) =>
      createChallenge({
        algorithm: ALGORITHM,
        cost: 1,
        counter: randomInt(LEAST, MOST),
        data: { ...about },
        deriveKey,
        expiresAt: new Date(Date.now() + SECONDS * 1000),
        ...keys,
      }),
    async verify(token, about) {
      const read = Token.safeParse(parseJson(token));
      if (!read.success) return { ok: false };
      const { challenge, solution } = read.data as unknown as { challenge: Challenge; solution: Solution };
      const { algorithm, cost, data } = challenge.parameters;
      // Signed with the rest, but what costs time is looked at before.
      if (algorithm !== ALGORITHM || cost !== 1) return { ok: false };
      if (data?.account !== about.account || data.listing !== about.listing) return { ok: false };
      const { verified } = await verifySolution({ challenge, solution, deriveKey, ...keys }).catch(() => ({
        verified: false,
      }));
      return verified
        ? { ok: true, id: createHash('sha256').update(challenge.signature!).digest('base64url') }
        : { ok: false };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
