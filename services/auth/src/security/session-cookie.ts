import { SESSION_COOKIE, signSession } from '@frontrow/common/http';
import { stringifySetCookie } from 'cookie';
import type { AuthKit } from '../config.ts';
import type { User, UserSession } from '../session.ts';

type Headers = Record<'set-cookie', string>;

/** The header that hands a browser its session. */
export async function giveCookie(
  { config }: AuthKit,
  user: User,
  { id, createdAt, expiresAt }: UserSession,
): Promise<Headers> {
  const session = { id, userId: user.id, email: user.email, role: user.role, expiresAt };
  const token = await signSession(session, config.SESSION_PRIVATE_KEY);
  return cookie(config.PUBLIC_URL, token, Math.floor((expiresAt.getTime() - createdAt.getTime()) / 1000));
}

/** The header that takes it away. */
export const takeCookie = ({ config }: AuthKit): Headers => cookie(config.PUBLIC_URL, '', 0);

const cookie = (publicUrl: string, value: string, maxAge: number): Headers => ({
  'set-cookie': stringifySetCookie(SESSION_COOKIE, value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: new URL(publicUrl).protocol === 'https:',
    maxAge,
  }),
});
