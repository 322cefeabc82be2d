import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, SignJWT } from 'jose';
import { SESSION_COOKIE } from '../contracts/index.ts';
import type { Session } from '../http/index.ts';
import { aSession, cookieOf, foreignKeys, testKeys } from './sessions.ts';

/**
 * `Cookie` headers that no service may take, each by what is wrong with it. All are a good session's, changed in that
 * one respect; `keys` are those that the services trust.
 */
export async function badCookies(
  session: Session = aSession(),
  keys = testKeys,
): Promise<[why: string, cookie: string][]> {
  const good = (await cookieOf(session, keys.privateKey)).slice(SESSION_COOKIE.length + 1);
  const header = decodeProtectedHeader(good);
  const claims = decodeJwt(good);
  const [head, body, signature] = good.split('.') as [string, string, string];
  const key = await importJWK(keys.privateKey, 'EdDSA');
  const sign = (changes: JWTPayload) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...header, alg: 'EdDSA' }).sign(key);
  const publicKey = Buffer.from(keys.publicKey.x!, 'base64url');

  const tokens = {
    expired: await sign({ exp: Math.floor(Date.now() / 1000) - 1 }),
    'without an end': await sign({ exp: undefined }),
    'of another audience': await sign({ aud: 'elsewhere' }),
    'of another issuer': await sign({ iss: 'elsewhere' }),
    'with an unknown role': await sign({ role: 'admin' }),
    'unsigned (alg none)': `${encode({ ...header, alg: 'none' })}.${body}.`,
    'with its signature cut off': `${head}.${body}.`,
    'signed with the public key as a secret': await new SignJWT(claims)
      .setProtectedHeader({ ...header, alg: 'HS256' })
      .sign(publicKey),
    'with changed claims': `${head}.${encode({ ...claims, role: 'operator' })}.${signature}`,
    'not a token': 'nonsense',
  };
  const foreign = await cookieOf(session, foreignKeys.privateKey);
  const impostor = await cookieOf(session, { ...foreignKeys.privateKey, kid: keys.publicKey.kid! });
  return [
    ...Object.entries(tokens).map(([why, token]): [string, string] => [why, `${SESSION_COOKIE}=${token}`]),
    ['signed with an unknown key', foreign],
    ['signed with another key under a known name', impostor],
  ];
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
