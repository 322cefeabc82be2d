import { SignUp, UserView } from '@frontrow/common/contracts';
import { HttpProblem, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { languageOf } from '../security/language.ts';
import { NewPassword, refuseContextual } from '../security/new-password.ts';
import { viewUser } from '../session.ts';
import { addUser, findUserByEmail } from '../store/users.ts';
import { addVerification } from '../store/verifications.ts';
import { openSession, signedInHeaders } from './open-session.ts';

export const signUp = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signUp',
    summary: 'Makes an account, signs in, and sends a mail to confirm the address',
    session: 'optional',
    limits: ['sign_ups'],
    body: SignUp.extend({ password: NewPassword }),
    answers: { 201: UserView },
    problems: [409, 429, 503],
    async handle({ body, session: former, trace, request }) {
      const { email, password, language = languageOf(request) } = body;
      const { passwords, throttle } = kit.resources;
      refuseContextual('password', password, { email, name: null, publicUrl: kit.config.PUBLIC_URL });
      await throttle.admit(request.ip!);
      const about = { what: 'sign_up', email, request } as const;
      if (await findUserByEmail(kit.db, email)) {
        noteAccountEvent(kit, { ...about, outcome: 'refused', reason: 'taken' });
        throw taken();
      }
      await throttle.admitVerification(email);
      const passwordHash = await passwords.hash(password);
      const { user, session } = await kit.db.transaction(trace, async (tx) => {
        const added = await addUser(tx, { email, emailVerifiedAt: null, passwordHash, role: 'user', language });
        if (!added) throw taken();
        await addVerification(tx, { userId: added.id, purpose: 'sign_up', email, sessionId: null });
        return { user: added, session: await openSession(kit, tx, added, { request, session: former }) };
      });
      await throttle.welcome(email, request.ip!);
      noteAccountEvent(kit, { ...about, outcome: 'succeeded', userId: user.id });
      return { status: 201, body: viewUser(user), headers: await signedInHeaders(kit, request, user, session) };
    },
  });

const taken = () => new HttpProblem(409, { message: 'is taken; sign in instead', field: 'email', code: 'taken' });
