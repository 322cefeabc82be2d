import { AccountQuery, AccountView, Id } from '@frontrow/common/contracts';
import { notFound, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { AuthKit } from '../config.ts';
import { viewAccount } from '../session.ts';
import { countActiveSessions } from '../store/sessions.ts';
import { findUser, findUserByEmail } from '../store/users.ts';

export const AccountParams = z.object({ id: Id });

export const findAccounts = ({ db }: AuthKit) =>
  route({
    method: 'get',
    path: '/',
    summary: 'The account with an e-mail address, if there is one, for operators',
    session: 'required',
    limits: ['lookups'],
    readsOthers: true,
    query: AccountQuery,
    answers: { 200: z.array(AccountView) },
    problems: [403],
    async handle({ query: { email }, session }) {
      operatorsOnly(session);
      const user = await findUserByEmail(db, email);
      if (!user) return { status: 200, body: [] };
      const sessions = await countActiveSessions(db, user.id);
      return { status: 200, body: [viewAccount(user, sessions)] };
    },
  });

export const getAccount = ({ db }: AuthKit) =>
  route({
    method: 'get',
    path: '/:id',
    summary: 'An account, for operators',
    session: 'required',
    limits: ['lookups'],
    readsOthers: true,
    params: AccountParams,
    answers: { 200: AccountView },
    problems: [403, 404],
    async handle({ params: { id }, session }) {
      operatorsOnly(session);
      const user = await findUser(db, id);
      if (!user) throw notFound('account');
      return { status: 200, body: viewAccount(user, await countActiveSessions(db, id)) };
    },
  });
