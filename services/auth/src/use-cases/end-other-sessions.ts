import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { revokeOtherSessions } from '../store/sessions.ts';

export const endOtherSessions = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/sessions',
    summary: 'Signs me out everywhere but here',
    session: 'required',
    answers: { 204: null },
    async handle({ session, trace }) {
      await kit.db.transaction(trace, (tx) => revokeOtherSessions(tx, session.userId, session.id));
      return { status: 204 };
    },
  });
