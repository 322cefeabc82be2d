import { PendingSignInView, SignIn, UserView } from '@frontrow/common/contracts';
import { HttpProblem, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { nextStep } from '../factor.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { givePending } from '../security/cookies.ts';
import { viewUser } from '../session.ts';
import { addPending } from '../store/pending.ts';
import { findUserByEmail, holdUser } from '../store/users.ts';
import { openSession, refuseSuspended, signedInHeaders } from './open-session.ts';
import { viewPending } from './pending-sign-in.ts';

/**
 * An unknown e-mail address and a wrong password get the same words in the same time: neither tells who has an account. Where
 * the account has a second factor, or must have one, a right password begins no session, but the right to go on.
 */
export const signIn = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signIn',
    summary: 'Signs in, or says what is wanted besides the password',
    session: 'optional',
    body: SignIn,
    answers: { 200: UserView, 202: PendingSignInView },
    problems: [403, 429, 503],
    async handle({ body: { email, password }, session: former, trace, request }) {
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
      const begun = await kit.db.transaction(trace, async (tx) => {
        // A change of the password ends all sessions, and so does a suspension; this one may not slip in behind either.
        const held = await holdUser(tx, user);
        if (!held) throw wrongPair();
        refuseSuspended(kit, held, request);
        const next = nextStep(held, kit.config);
        return next
          ? { pending: await addPending(tx, held.id, next) }
          : { session: await openSession(kit, tx, held, { request, session: former }) };
      });
      if (begun.session) {
        noteAccountEvent(kit, { ...about, outcome: 'succeeded' });
        const headers = await signedInHeaders(kit, request, user, begun.session);
        return { status: 200, body: viewUser(user), headers };
      }
      const body = await viewPending(kit.db, user, begun.pending);
      return { status: 202, body, headers: givePending(kit, begun.pending) };
    },
  });

const wrongPair = () => new HttpProblem(400, { message: 'wrong e-mail or password', code: 'wrong_pair' });
