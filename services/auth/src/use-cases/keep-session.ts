import { route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { giveCookie } from '../security/cookies.ts';
import { findSession, touchSession } from '../store/sessions.ts';
import { findUser } from '../store/users.ts';

/** Tokens are handed out anew so often at most: what comes sooner costs nothing. */
const EVERY_MS = 5 * 60_000;

/**
 * A token lasts for as long as a session may be left alone; who is still there comes here for a newer one. So nobody else has to
 * know when a session was used last, and no request writes that down.
 */
export const keepSession = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/sessions/activity',
    summary: 'Says that somebody is still there, so that the session does not end as one that was left alone',
    session: 'required',
    answers: { 204: null },
    async handle({ session }) {
      const known = await findSession(kit.db, session.id);
      if (!known) throw signedOut();
      const handedOut = session.expiresAt.getTime() - known.idleSeconds * 1000;
      const isNew = Date.now() - handedOut < EVERY_MS || session.expiresAt.getTime() === known.expiresAt.getTime();
      if (isNew) return { status: 204 };
      const kept = await touchSession(kit.db, session.id);
      const user = kept && (await findUser(kit.db, session.userId));
      if (!user) throw signedOut();
      return { status: 204, headers: await giveCookie(kit, user, kept) };
    },
  });
