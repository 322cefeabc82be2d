import { parse } from 'cookie';
import { sql } from 'drizzle-orm';
import type { Request } from 'express';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Id, Role } from '../contracts/index.ts';
import type { Queryable } from '../database/index.ts';

export const SESSION_COOKIE = 'session';
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
  /** The session of a request, or undefined when it has none that is valid. */
  read(request: Request): Promise<Session | undefined>;
  /** Whether a session that was valid still is. */
  isGood(session: Session): Promise<boolean>;
}

/** Verifies sessions by auth's public keys (two during a rotation), and asks the database which were revoked. */
export function sessionReader(publicKeys: JSONWebKeySet, database: Queryable): SessionReader {
  const keys = createLocalJWKSet(publicKeys);

  async function verify(token: string): Promise<Session | undefined> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp'],
      });
      const { jti, sub, email, role, exp } = Claims.parse(payload);
      return { id: jti, userId: sub, email, role, expiresAt: new Date(exp * 1000) };
    } catch {
      return undefined;
    }
  }

  async function isGood(session: Session) {
    if (session.expiresAt <= new Date()) return false;
    const { rows } = await database.db.execute(sql`select 1 from revoked_sessions where id = ${session.id}`);
    return rows.length === 0;
  }

  return {
    isGood,
    async read(request) {
      const token = parse(request.headers.cookie ?? '')[SESSION_COOKIE];
      const session = token ? await verify(token) : undefined;
      return session && (await isGood(session)) ? session : undefined;
    },
  };
}

/** Notes that a session may no longer be used here; it is forgotten once its token is void by itself. */
export async function rememberRevocation({ db }: Queryable, id: Id, expiresAt: Date): Promise<void> {
  await db.execute(
    sql`insert into revoked_sessions (id, expires_at) values (${id}, ${expiresAt.toISOString()}) on conflict do nothing`,
  );
}
