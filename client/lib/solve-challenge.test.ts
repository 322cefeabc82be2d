import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { solveChallenge } from './solve-challenge';

/** A challenge as ALTCHA makes it, whose solution is `counter`. */
function challengeOf(counter: number) {
  const [salt, nonce] = ['00ff10', 'a1b2c3d4'];
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const derivedKey = createHash('sha256')
    .update(Buffer.concat([Buffer.from(salt + nonce, 'hex'), count]))
    .digest('hex');
  const parameters = { algorithm: 'SHA-256', cost: 1, keyLength: 32, keyPrefix: derivedKey.slice(0, 32), nonce, salt };
  return { challenge: { parameters, signature: 'signed' }, derivedKey };
}

test('finds what was hidden, and hands it back with the challenge as it was', async () => {
  const { challenge, derivedKey } = challengeOf(1_234);
  const token = JSON.parse(await solveChallenge(challenge));
  expect(token).toEqual({ challenge, solution: { counter: 1_234, derivedKey } });
});

test('does not try what it does not know', async () => {
  const { challenge } = challengeOf(1);
  const costly = { ...challenge, parameters: { ...challenge.parameters, cost: 1_000_000 } };
  await expect(solveChallenge(costly)).rejects.toThrow('cannot solve');
  await expect(solveChallenge(undefined)).rejects.toThrow();
});
