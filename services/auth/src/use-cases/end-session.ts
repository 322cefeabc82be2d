import { Id } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { takeCookie } from '../security/cookies.ts';
import { revokeSession } from '../store/sessions.ts';

export const endSession = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/sessions/:id',
    summary: 'Signs out one of my sessions, wherever it is',
    session: 'required',
    params: z.object({ id: Id }),
    answers: { 204: null },
    problems: [404],
    async handle({ params: { id }, session, trace, request }) {
      const ended = await kit.db.transaction(trace, (tx) => revokeSession(tx, session.userId, id));
      if (!ended) throw notFound('session');
      noteAccountEvent(kit, { what: 'session_ended', outcome: 'succeeded', userId: session.userId, request });
      return { status: 204, headers: id === session.id ? takeCookie(kit) : {} };
    },
  });
