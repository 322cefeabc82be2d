import { AccountDataView } from '@frontrow/common/contracts';
import { route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { findSessions } from '../store/sessions.ts';
import { findUser } from '../store/users.ts';

export const exportAccount = ({ db }: AuthKit) =>
  route({
    method: 'get',
    path: '/currentUser/data',
    summary: 'All that is kept here of my account: to take along',
    session: 'required',
    answers: { 200: AccountDataView },
    async handle({ session }) {
      const user = await findUser(db, session.userId);
      if (!user) throw signedOut();
      const { id, email, role, createdAt } = user;
      const sessions = (await findSessions(db, id)).map((each) => ({
        id: each.id,
        userAgent: each.userAgent,
        createdAt: each.createdAt.toISOString(),
        expiresAt: each.expiresAt.toISOString(),
        revokedAt: each.revokedAt?.toISOString() ?? null,
      }));
      return { status: 200, body: { account: { id, email, role, createdAt: createdAt.toISOString() }, sessions } };
    },
  });
