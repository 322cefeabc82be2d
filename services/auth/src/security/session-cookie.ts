import { SESSION_COOKIE, signSession } from '@frontrow/common/http';
import { stringifySetCookie } from 'cookie';
import type { AuthKit } from '../config.ts';
import type { User, UserSession } from '../session.ts';

type Headers = Record<'set-cookie', string>;

const DAY_SECONDS = 24 * 60 * 60;

/** The header that hands a browser its session. */
export async function giveCookie({ config }: AuthKit, user: User, { id, expiresAt }: UserSession): Promise<Headers> {
  const session = { id, userId: user.id, email: user.email, role: user.role, expiresAt };
  const token = await signSession(session, config.SESSION_PRIVATE_KEY);
  return cookie(config.PUBLIC_URL, token, config.SESSION_DAYS * DAY_SECONDS);
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
