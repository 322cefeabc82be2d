import { route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { lockUser } from '../store/users.ts';
import { endPendingChange } from '../store/verifications.ts';

export const cancelEmailChange = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/email',
    summary: 'Keeps my e-mail address: the change that waits to be confirmed is void',
    session: 'required',
    answers: { 204: null },
    async handle({ session, trace }) {
      await kit.db.transaction(trace, async (tx) => {
        if (await lockUser(tx, session.userId)) await endPendingChange(tx, session.userId);
      });
      return { status: 204 };
    },
  });
