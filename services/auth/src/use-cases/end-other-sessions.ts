import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { revokeOtherSessions } from '../store/sessions.ts';

export const endOtherSessions = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/sessions',
    summary: 'Signs me out everywhere but here',
    session: 'required',
    answers: { 204: null },
    async handle({ session, trace, request }) {
      const count = await kit.db.transaction(trace, (tx) => revokeOtherSessions(tx, session.userId, session.id));
      const about = { userId: session.userId, reason: 'everywhere_else', request };
      if (count > 0) noteAccountEvent(kit, { what: 'session_ended', outcome: 'succeeded', ...about });
      return { status: 204 };
    },
  });
