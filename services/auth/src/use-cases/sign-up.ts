import { SignUp, UserView } from '@frontrow/common/contracts';
import { HttpProblem, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { NewPassword } from '../security/common-passwords.ts';
import { languageOf } from '../security/language.ts';
import { giveCookie } from '../security/session-cookie.ts';
import { addUser } from '../store/users.ts';
import { openSession } from './open-session.ts';

export const signUp = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signUp',
    summary: 'Makes an account and signs in',
    session: 'none',
    body: SignUp.extend({ password: NewPassword }),
    answers: { 201: UserView },
    problems: [409, 429, 503],
    async handle({ body: { email, password }, trace, request }) {
      const { passwords, throttle } = kit.resources;
      await throttle.admit(request.ip!);
      const passwordHash = await passwords.hash(password);
      const { user, session } = await kit.db.transaction(trace, async (tx) => {
        const added = await addUser(tx, { email, passwordHash, role: 'user', language: languageOf(request) });
        if (!added) throw new HttpProblem(409, [{ message: 'is taken; sign in instead', field: 'email' }]);
        return { user: added, session: await openSession(kit, tx, added, request.get('user-agent')) };
      });
      await throttle.welcome(email, request.ip!);
      return { status: 201, body: UserView.parse(user), headers: await giveCookie(kit, user, session) };
    },
  });
