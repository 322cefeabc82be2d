import { parse } from 'cookie';
import type { Request } from 'express';
import { createLocalJWKSet, errors, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { cookieName, Id, Role, SESSION_COOKIE, type SecurityLog } from '../contracts/index.ts';
import { forbidden } from './problem.ts';
import type { Revocations } from './revocations.ts';

const ISSUER = 'frontrow-auth';
const AUDIENCE = 'frontrow';
const ALGORITHM = 'EdDSA';

/** Who is asking, as a verified token says. */
export interface Session {
  id: Id;
  userId: Id;
  email: string;
  role: Role;
  expiresAt: Date;
}

/** Throws a 403 unless an operator asks. */
export function operatorsOnly({ role }: Session): void {
  if (role !== 'operator') throw forbidden({ message: 'this is for operators', code: 'operators_only' });
}

const Claims = z.object({ jti: Id, sub: Id, email: z.string(), role: Role, exp: z.number() });

/** Signs a session's token. Only auth holds a private key. */
export async function signSession(session: Session, privateKey: JWK): Promise<string> {
  return new SignJWT({ email: session.email, role: session.role })
    .setProtectedHeader({ alg: ALGORITHM, kid: privateKey.kid ?? '' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setJti(session.id)
    .setSubject(session.userId)
    .setIssuedAt()
    .setExpirationTime(session.expiresAt)
    .sign(await importJWK(privateKey, ALGORITHM));
}

export interface SessionReader {
  /** The session of a request, or undefined when it has none that is valid. Rejects when nobody can say whether it is. */
  read(request: Request): Promise<Session | undefined>;
  /** Whether a session that was valid still is, as far as this process knows. */
  isGood(session: Session): boolean;
  /** Calls back when sessions were revoked. */
  onRevoked(callback: () => void): void;
}

/** Verified tokens that are kept, each about a kilobyte. When more take turns than are kept, each of their requests is verified. */
const MOST_TOKENS = 25_000;

/**
 * Verifies sessions by auth's public keys (two during a rotation), each token once: only a token that was found good is kept,
 * by its whole text. Whether it has expired or was revoked is looked at each time, in memory. A cookie is taken under the one
 * name that it has at the public address.
 */
export function sessionReader(
  publicKeys: JSONWebKeySet,
  revocations: Revocations,
  publicUrl: string,
  securityEvent: SecurityLog = () => {},
): SessionReader {
  const name = cookieName(publicUrl, SESSION_COOKIE);
  const keys = createLocalJWKSet(publicKeys);
  const verified = new LRUCache<string, Session>({ max: MOST_TOKENS });

  async function verify(token: string, network: string | undefined): Promise<Session | undefined> {
    const known = verified.get(token);
    if (known) return known;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp'],
      });
      const { jti, sub, email, role, exp } = Claims.parse(payload);
      const session = Object.freeze({ id: jti, userId: sub, email, role, expiresAt: new Date(exp * 1000) });
      verified.set(token, session);
      return session;
    } catch (error) {
      // A browser may keep a token for longer than it is good.
      if (!(error instanceof errors.JWTExpired)) securityEvent({ what: 'token_forged', outcome: 'refused', network });
      return undefined;
    }
  }

  const isGood = (session: Session) => session.expiresAt > new Date() && !revocations.has(session.id);

  return {
    isGood,
    onRevoked: revocations.onNew,
    async read(request) {
      const token = parse(request.headers.cookie ?? '')[name];
      const session = token ? await verify(token, request.ip) : undefined;
      if (!session) return undefined;
      await revocations.beFresh();
      if (isGood(session)) return session;
      if (revocations.has(session.id)) {
        const refused = { what: 'token_revoked', outcome: 'refused' } as const;
        securityEvent({ ...refused, account: session.userId, network: request.ip });
      }
      return undefined;
    },
  };
}
