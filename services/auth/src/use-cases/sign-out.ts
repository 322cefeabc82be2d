import { CurrentUserView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { takeCookie } from '../security/cookies.ts';
import { revokeSession } from '../store/sessions.ts';

/** Ends the session, if there is one, and takes the cookie back in any case. */
export const signOut = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signOut',
    summary: 'Signs out; the session is void everywhere within seconds',
    session: 'optional',
    answers: { 200: CurrentUserView },
    async handle({ session, trace, request }) {
      if (session) {
        const { id, userId } = session;
        const ended = await kit.db.transaction(trace, (tx) => revokeSession(tx, userId, id));
        if (ended) noteAccountEvent(kit, { what: 'sign_out', outcome: 'succeeded', userId, request });
      }
      return { status: 200, body: { currentUser: null }, headers: takeCookie(kit) };
    },
  });
