import { FactorsView } from '@frontrow/common/contracts';
import { route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { findUser } from '../store/users.ts';
import { factorsOf, findChanger } from './change-factors.ts';

export const listFactors = (kit: AuthKit) =>
  route({
    method: 'get',
    path: '/factors',
    summary: 'What my account can be signed in to with, beside its password',
    session: 'optional',
    answers: { 200: FactorsView },
    problems: [401],
    async handle({ session, request }) {
      const { userId } = await findChanger(kit, { session, request });
      const user = await findUser(kit.db, userId);
      if (!user) throw signedOut();
      return { status: 200, body: await factorsOf(kit, user, session?.id) };
    },
  });
