import { NewDeviceSignedIn, SECURITY_TOPIC, type SignInMethod } from '@frontrow/common/contracts';
import { databaseTime, newId, type Tx } from '@frontrow/common/database';
import { forbidden, type Request, type Session, signedOut } from '@frontrow/common/http';
import type { AuthKit, Config } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { giveCookie, knowsUser, pendingIn, rememberUser, takePendingCookie } from '../security/cookies.ts';
import { deviceOf } from '../security/device.ts';
import { beginSession, renewSession, type Terms, type User, type UserSession } from '../session.ts';
import { notify } from '../store/notices.ts';
import { addSession, endOldest, findSession, revokeSession, revokeSessions } from '../store/sessions.ts';

/** A browser that asks, and the session it has, if any. */
export interface Asking {
  request: Request;
  session: Session | undefined;
}

const HOUR = 3_600;

const termsOf = (config: Config, { role }: User): Terms =>
  role === 'operator'
    ? { longest: config.OPERATOR_SESSION_HOURS * HOUR, idle: config.OPERATOR_IDLE_MINUTES * 60 }
    : { longest: config.SESSION_DAYS * 24 * HOUR, idle: config.SESSION_IDLE_HOURS * HOUR };

/**
 * Begins a session of somebody who has shown who they are, and whose row is held; what the browser had before ends. The owner is
 * told when the browser is not one that they have signed in with, but not of the first of all, nor each time of one that
 * keeps no cookies.
 */
export async function openSession(
  kit: AuthKit,
  tx: Tx,
  user: User,
  { request, session: former }: Asking,
  method: SignInMethod = 'password',
): Promise<UserSession> {
  refuseSuspended(kit, user, request);
  if (former) await revokeSession(tx, former.userId, former.id);
  const userAgent = request.get('user-agent') ?? '';
  const now = await databaseTime(tx);
  const session = beginSession(newId(), user, { userAgent, method, now, terms: termsOf(kit.config, user) });
  const before = await addSession(tx, session, knowsUser(kit, request, user.id));
  const { SESSIONS_PER_ACCOUNT: most } = kit.config;
  if (before.active >= most) await endOldest(tx, user.id, most);
  if (before.tell) {
    await notify(tx, NewDeviceSignedIn, user, { device: deviceOf(userAgent) });
    const what = user.role === 'operator' ? 'operator_new_device' : 'sign_in_new_device';
    tx.announce(SECURITY_TOPIC, { what, outcome: 'succeeded', account: user.id, network: request.ip });
  }
  return session;
}

/**
 * Goes on with a session under a new id, after a change of what lets somebody in; every other of the account ends, and so
 * does every token that was handed out before.
 */
export async function renew(tx: Tx, { id, userId }: Pick<Session, 'id' | 'userId'>): Promise<UserSession> {
  const session = await findSession(tx, id);
  if (!session) throw signedOut();
  await revokeSessions(tx, userId);
  const renewed = renewSession(newId(), session, await databaseTime(tx));
  await addSession(tx, renewed);
  return renewed;
}

/** The headers that hand a browser its session, and let it be known again. */
export const signedInHeaders = (kit: AuthKit, request: Request, user: User, session: UserSession) =>
  giveCookie(kit, user, session, [
    rememberUser(kit, request, user.id),
    ...(pendingIn(kit, request) === undefined ? [] : [takePendingCookie(kit)]),
  ]);

/** Throws a 403 that is said only to whoever has shown who they are. */
export function refuseSuspended(kit: AuthKit, { id: userId, email, suspendedAt }: User, request: Request): void {
  if (!suspendedAt) return;
  noteAccountEvent(kit, { what: 'sign_in', outcome: 'refused', userId, email, reason: suspended.code, request });
  throw forbidden(suspended);
}

const suspended = { message: 'this account is suspended; a mail said why', code: 'account_suspended' };
