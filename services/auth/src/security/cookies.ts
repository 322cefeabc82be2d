import { cookieName, type Id, SESSION_COOKIE } from '@frontrow/common/contracts';
import { signSession } from '@frontrow/common/http';
import { derivedToken, readDerivedToken } from '@frontrow/common/service';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { AuthKit, Config } from '../config.ts';
import { tokenEnd, type User, type UserSession } from '../session.ts';
import { readDevices, withUser, writeDevices } from './known-devices.ts';

/** What is asked of a request of Express. */
interface Asked {
  get(header: string): string | undefined;
}

type Headers = Record<'set-cookie', string[]>;

const PENDING_COOKIE = 'pending';
const PENDING_PURPOSE = 'pending-sign-in';
const DEVICE_COOKIE = 'device';
/** As long as browsers keep a cookie at most. */
const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/** The header that hands a browser its session, with other cookies behind it. */
export async function giveCookie(
  { config }: AuthKit,
  user: User,
  session: UserSession,
  others: string[] = [],
): Promise<Headers> {
  const expiresAt = tokenEnd(session);
  const claims = { id: session.id, userId: user.id, email: user.email, role: user.role, expiresAt };
  const token = await signSession(claims, config.SESSION_PRIVATE_KEY);
  const begun = session.lastSeenAt ?? session.createdAt;
  const seconds = Math.ceil((expiresAt.getTime() - begun.getTime()) / 1000);
  return { 'set-cookie': [cookie(config, SESSION_COOKIE, token, seconds), ...others] };
}

/** The header that takes it away, and what was still wanted of a sign-in with it. */
export const takeCookie = ({ config }: AuthKit): Headers => ({
  'set-cookie': [cookie(config, SESSION_COOKIE, '', 0), cookie(config, PENDING_COOKIE, '', 0)],
});

/** The header that hands a browser the right to go on with a sign-in, and nothing else. */
export const givePending = ({ config }: AuthKit, { id, seconds }: { id: Id; seconds: number }): Headers => ({
  'set-cookie': [
    cookie(config, PENDING_COOKIE, derivedToken(config.FACTOR_SECRET, PENDING_PURPOSE, id), seconds, 'strict'),
  ],
});

/** The cookie that takes that right away. */
export const takePendingCookie = ({ config }: AuthKit): string => cookie(config, PENDING_COOKIE, '', 0);

/** Which sign-in a browser may go on with, if it still may: that is for the database to say. */
export const pendingIn = ({ config }: AuthKit, request: Asked): Id | undefined => {
  const token = readCookie(config, request, PENDING_COOKIE);
  return token === undefined ? undefined : readDerivedToken(config.FACTOR_SECRET, PENDING_PURPOSE, token);
};

/** Whether a user has signed in with this browser before. */
export const knowsUser = ({ config }: AuthKit, request: Asked, userId: Id): boolean =>
  readDevices(config.FACTOR_SECRET, readCookie(config, request, DEVICE_COOKIE)).includes(userId);

/** The cookie by which a browser is known again as one that a user has signed in with. */
export function rememberUser({ config }: AuthKit, request: Asked, userId: Id): string {
  const known = readDevices(config.FACTOR_SECRET, readCookie(config, request, DEVICE_COOKIE));
  return cookie(config, DEVICE_COOKIE, writeDevices(config.FACTOR_SECRET, withUser(known, userId)), DEVICE_SECONDS);
}

const readCookie = ({ PUBLIC_URL }: Config, request: Asked, name: string) =>
  parseCookie(request.get('cookie') ?? '')[cookieName(PUBLIC_URL, name)];

const cookie = ({ PUBLIC_URL }: Config, name: string, value: string, maxAge: number, sameSite?: 'strict'): string =>
  stringifySetCookie(cookieName(PUBLIC_URL, name), value, {
    httpOnly: true,
    sameSite: sameSite ?? 'lax',
    path: '/',
    secure: PUBLIC_URL.startsWith('https:'),
    maxAge,
  });
