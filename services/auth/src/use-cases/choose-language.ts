import { ChooseLanguage, CurrentUserView } from '@frontrow/common/contracts';
import { route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { viewUser } from '../session.ts';
import { changeUser, lockUser } from '../store/users.ts';

export const chooseLanguage = (kit: AuthKit) =>
  route({
    method: 'put',
    path: '/language',
    summary: 'Chooses the language that I am written to in',
    session: 'required',
    body: ChooseLanguage,
    answers: { 200: CurrentUserView },
    async handle({ body: { language }, session, trace }) {
      const user = await kit.db.transaction(trace, async (tx) => {
        const locked = await lockUser(tx, session.userId);
        if (!locked) throw signedOut();
        if (locked.language !== language) await changeUser(tx, locked.id, { language });
        return { ...locked, language };
      });
      return { status: 200, body: { currentUser: viewUser(user) } };
    },
  });
