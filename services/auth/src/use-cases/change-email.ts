import { ChangeEmail, foldEmail } from '@frontrow/common/contracts';
import { badRequest, conflict, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { findUser, lockChecked } from '../store/users.ts';
import { addVerification, endVerifications } from '../store/verifications.ts';
import { refuseConfigured } from './refuse-configured.ts';

/** It does and answers the same whether or not the address is somebody's already: only the mail tells, to whoever has it. */
export const changeEmail = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/email',
    summary: 'Asks for another e-mail address, which takes the place of mine once it is confirmed',
    session: 'required',
    limits: ['mails'],
    body: ChangeEmail,
    answers: { 202: null },
    problems: [409, 429, 503],
    async handle({ body: { email, password }, session, trace, request }) {
      const { passwords, throttle } = kit.resources;
      await throttle.admit(request.ip!);
      const user = await findUser(kit.db, session.userId);
      if (!user) throw signedOut();
      const isRight = () => passwords.matches(user.passwordHash, password);
      const about = { what: 'email_change_asked', userId: user.id, email, request } as const;
      if (!(await throttle.guess(user.email, request.ip!, isRight))) {
        noteAccountEvent(kit, { ...about, outcome: 'refused', reason: 'wrong_password' });
        throw badRequest('password', 'is wrong', 'wrong');
      }
      refuseConfigured(kit.config, user);
      if (foldEmail(email) === foldEmail(user.email)) {
        throw badRequest('email', 'is the address of this account already', 'same_address');
      }
      await throttle.admitVerification(email, user.id);
      await kit.db.transaction(trace, async (tx) => {
        if (!(await lockChecked(tx, user))) throw conflict(changed);
        await endVerifications(tx, user.id);
        await addVerification(tx, { userId: user.id, purpose: 'change', email, sessionId: session.id });
      });
      noteAccountEvent(kit, { ...about, outcome: 'succeeded' });
      return { status: 202 };
    },
  });

const changed = { message: 'the password was changed a moment ago', code: 'password_changed' };
