import { CurrentUserView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { viewUser } from '../session.ts';
import { findUser } from '../store/users.ts';

export const currentUser = ({ db }: AuthKit) =>
  route({
    method: 'get',
    path: '/currentUser',
    summary: 'Who is signed in, if anyone',
    session: 'optional',
    answers: { 200: CurrentUserView },
    async handle({ session }) {
      const user = session && (await findUser(db, session.userId));
      return { status: 200, body: { currentUser: user ? viewUser(user) : null } };
    },
  });
