import { ChooseName, CurrentUserView } from '@frontrow/common/contracts';
import { route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { viewUser } from '../session.ts';
import { changeUser, lockUser } from '../store/users.ts';

export const chooseName = (kit: AuthKit) =>
  route({
    method: 'put',
    path: '/name',
    summary: 'Chooses what I am called on my tickets and at the door; an empty name takes it away',
    session: 'required',
    body: ChooseName,
    answers: { 200: CurrentUserView },
    async handle({ body, session, trace }) {
      const name = body.name || null;
      const user = await kit.db.transaction(trace, async (tx) => {
        const locked = await lockUser(tx, session.userId);
        if (!locked) throw signedOut();
        if (locked.name !== name) await changeUser(tx, locked.id, { name });
        return { ...locked, name };
      });
      return { status: 200, body: { currentUser: viewUser(user) } };
    },
  });
