import { ForgotPassword } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { addForgotten } from '../store/resets.ts';

/** It does and answers the same for every address, so that it does not tell who has an account. */
export const forgotPassword = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/forgotPassword',
    summary: 'Asks for a mail with a link to choose a new password',
    session: 'none',
    limits: ['mails'],
    body: ForgotPassword,
    answers: { 202: null },
    problems: [429],
    async handle({ body: { email }, trace, request }) {
      const { throttle } = kit.resources;
      await throttle.admit(request.ip!);
      await throttle.admitMail(email);
      await kit.db.transaction(trace, (tx) => addForgotten(tx, email));
      noteAccountEvent(kit, { what: 'password_reset_asked', outcome: 'succeeded', email, request });
      kit.wake('answer-forgotten');
      return { status: 202 };
    },
  });
