import { SignIn, UserView } from '@frontrow/common/contracts';
import { HttpProblem, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { giveCookie } from '../security/session-cookie.ts';
import { viewUser } from '../session.ts';
import { findUserByEmail, holdPassword } from '../store/users.ts';
import { openSession } from './open-session.ts';

/** An unknown e-mail address and a wrong password get the same words in the same time: neither tells who has an account. */
export const signIn = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signIn',
    summary: 'Signs in',
    session: 'none',
    body: SignIn,
    answers: { 200: UserView },
    problems: [429, 503],
    async handle({ body: { email, password }, trace, request }) {
      const { passwords, throttle } = kit.resources;
      passwords.admit();
      await throttle.admit(request.ip!);
      const user = await findUserByEmail(kit.db, email);
      const right = await throttle.guess(email, request.ip!, () => passwords.matches(user?.passwordHash, password));
      if (!user || !right) throw wrongPair();
      const session = await kit.db.transaction(trace, async (tx) => {
        // A change of the password ends all sessions; this one may not slip in behind it with the old password.
        if (!(await holdPassword(tx, user))) throw wrongPair();
        return openSession(kit, tx, user, request.get('user-agent'));
      });
      return { status: 200, body: viewUser(user), headers: await giveCookie(kit, user, session) };
    },
  });

const wrongPair = () => new HttpProblem(400, { message: 'wrong e-mail or password', code: 'wrong_pair' });
