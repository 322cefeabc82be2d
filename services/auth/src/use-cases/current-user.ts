import { CurrentUserView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';

export const currentUser = (_kit: AuthKit) =>
  route({
    method: 'get',
    path: '/currentUser',
    summary: 'Who is signed in, if anyone',
    session: 'optional',
    answers: { 200: CurrentUserView },
    async handle({ session }) {
      const user = session && { id: session.userId, email: session.email, role: session.role };
      return { status: 200, body: { currentUser: user ?? null } };
    },
  });
