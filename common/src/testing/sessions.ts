import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { type Role, SESSION_COOKIE } from '../contracts/index.ts';
import { newId } from '../database/index.ts';
import { type Session, signSession } from '../http/index.ts';

function keyPair(): { publicKey: JWK; privateKey: JWK } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const kid = newId();
  return {
    publicKey: { ...(publicKey.export({ format: 'jwk' }) as JWK), kid },
    privateKey: { ...(privateKey.export({ format: 'jwk' }) as JWK), kid },
  };
}

/** The key pair that test services trust, and one that they do not. */
export const testKeys = keyPair();
export const foreignKeys = keyPair();

/** A session of someone made up. */
export const aSession = (changes: Partial<Session> = {}): Session => {
  const userId = changes.userId ?? newId();
  return {
    id: newId(),
    userId,
    email: `${userId}@example.test`,
    role: 'user' as Role,
    expiresAt: new Date(Date.now() + 3_600_000),
    ...changes,
  };
};

/** The `Cookie` header of a session, signed so that test services take it (unless another key is given). */
export async function cookieOf(session: Session, privateKey: JWK = testKeys.privateKey): Promise<string> {
  return `${SESSION_COOKIE}=${await signSession(session, privateKey)}`;
}
