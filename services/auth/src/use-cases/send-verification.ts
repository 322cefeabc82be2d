import { conflict, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { findUser, lockUser } from '../store/users.ts';
import { addVerification, findPendingChange } from '../store/verifications.ts';

/** The links of earlier mails stay good, for these may just be late; of codes only the newest is. */
export const sendVerification = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/verification',
    summary: 'Sends the mail again that confirms my address, or the one that is to take its place',
    session: 'required',
    limits: ['mails'],
    answers: { 202: null },
    problems: [409, 429],
    async handle({ session, trace, request }) {
      const { throttle } = kit.resources;
      await throttle.admit(request.ip!);
      const user = await findUser(kit.db, session.userId);
      if (!user) throw signedOut();
      if (!user.pendingEmail && user.emailVerifiedAt) throw conflict(nothingToConfirm);
      await throttle.admitVerification(user.pendingEmail ?? user.email, user.id);
      await kit.db.transaction(trace, async (tx) => {
        const locked = await lockUser(tx, user.id);
        if (!locked) throw signedOut();
        const change = await findPendingChange(tx, user.id);
        if (!change && locked.emailVerifiedAt) throw conflict(nothingToConfirm);
        await addVerification(
          tx,
          change ?? { userId: user.id, purpose: 'sign_up', email: locked.email, sessionId: null },
        );
      });
      return { status: 202 };
    },
  });

const nothingToConfirm = { message: 'there is no address to confirm', code: 'nothing_to_confirm' };
