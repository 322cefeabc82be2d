import { SignIn, UserView } from '@frontrow/common/contracts';
import { forbidden, HttpProblem, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { giveCookie } from '../security/session-cookie.ts';
import { viewUser } from '../session.ts';
import { findUserByEmail, holdUser } from '../store/users.ts';
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
    problems: [403, 429, 503],
    async handle({ body: { email, password }, trace, request }) {
      const { passwords, throttle } = kit.resources;
      passwords.admit();
      await throttle.admit(request.ip!);
      const user = await findUserByEmail(kit.db, email);
      const right = await throttle.guess(email, request.ip!, () => passwords.matches(user?.passwordHash, password));
      const about = { what: 'sign_in', userId: user?.id, email, request } as const;
      if (!user || !right) {
        noteAccountEvent(kit, { ...about, outcome: 'refused', reason: 'wrong_pair' });
        throw wrongPair();
      }
      const session = await kit.db.transaction(trace, async (tx) => {
        // A change of the password ends all sessions, and so does a suspension; this one may not slip in behind either.
        const held = await holdUser(tx, user);
        if (!held) throw wrongPair();
        if (held.suspendedAt) {
          noteAccountEvent(kit, { ...about, outcome: 'refused', reason: suspended.code });
          throw forbidden(suspended);
        }
        return openSession(kit, tx, held, request.get('user-agent'));
      });
      noteAccountEvent(kit, { ...about, outcome: 'succeeded' });
      return { status: 200, body: viewUser(user), headers: await giveCookie(kit, user, session) };
    },
  });

/** Said only to whoever knows the password. */
const suspended = { message: 'this account is suspended; a mail said why', code: 'account_suspended' };
const wrongPair = () => new HttpProblem(400, { message: 'wrong e-mail or password', code: 'wrong_pair' });
