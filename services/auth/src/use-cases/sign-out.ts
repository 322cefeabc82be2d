import { CurrentUserView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { takeCookie } from '../security/session-cookie.ts';
import { revokeSession } from '../store/sessions.ts';

/** Ends the session, if there is one, and takes the cookie back in any case. */
export const signOut = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signOut',
    summary: 'Signs out; the session is void everywhere within seconds',
    session: 'optional',
    answers: { 200: CurrentUserView },
    async handle({ session, trace }) {
      if (session) await kit.db.transaction(trace, (tx) => revokeSession(tx, session.userId, session.id));
      return { status: 200, body: { currentUser: null }, headers: takeCookie(kit) };
    },
  });
