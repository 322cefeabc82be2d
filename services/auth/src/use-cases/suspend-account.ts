import { AccountView, isSuspension, NewDecision, WithReason } from '@frontrow/common/contracts';
import { databaseTime, newId } from '@frontrow/common/database';
import { conflict, notFound, once, operatorsOnly, recordAction, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { viewAccount } from '../session.ts';
import { countActiveSessions, revokeSessions } from '../store/sessions.ts';
import { changeUser, lockUser } from '../store/users.ts';
import { AccountParams } from './find-accounts.ts';

/** Ends all sessions of an account and lets nobody sign in to it any more. What follows from that, the others do. */
export const suspendAccount = ({ db }: AuthKit) =>
  route({
    method: 'post',
    path: '/:id/suspension',
    summary: 'Suspends an account until that is lifted, for operators; its owner is told why',
    session: 'required',
    params: AccountParams,
    body: NewDecision,
    answers: { 200: AccountView },
    problems: [403, 404, 409],
    handle: (call) =>
      once(db, call, async (tx) => {
        operatorsOnly(call.session);
        const { id } = call.params;
        const { ground, reason } = call.body;
        const user = await lockUser(tx, id);
        if (!user) throw notFound('account');
        if (user.role === 'operator') throw conflict(operatorAccount);
        if (user.suspendedAt) return { status: 200, body: viewAccount(user, 0) };
        const now = await databaseTime(tx);
        const at = now.toISOString();
        const decision = { id: newId(), what: 'suspended' as const, ground, reason, at, lifted: null };
        await changeUser(tx, id, { suspendedAt: now, decision });
        await revokeSessions(tx, id);
        const about = { subject: { kind: 'account' as const, id }, details: { ground } };
        await recordAction(tx, { by: call.session, action: 'account_suspended', reason, ...about });
        return { status: 200, body: viewAccount({ ...user, suspendedAt: now, decision }, 0) };
      }),
  });

export const reinstateAccount = ({ db }: AuthKit) =>
  route({
    method: 'delete',
    path: '/:id/suspension',
    summary: 'Lets the owner of a suspended account sign in again, for operators; they are told why',
    session: 'required',
    params: AccountParams,
    body: WithReason,
    answers: { 200: AccountView },
    problems: [403, 404],
    handle: ({ params: { id }, body: { reason }, session, trace }) =>
      db.transaction(trace, async (tx) => {
        operatorsOnly(session);
        const user = await lockUser(tx, id);
        if (!user) throw notFound('account');
        const { decision } = user;
        if (!decision || !isSuspension(decision))
          return { status: 200, body: viewAccount(user, await countActiveSessions(tx, id)) };
        const at = (await databaseTime(tx)).toISOString();
        const lifted = { ...decision, lifted: { at, reason } };
        const changes = { suspendedAt: null, decision: lifted };
        await changeUser(tx, id, changes);
        const subject = { kind: 'account' as const, id };
        await recordAction(tx, { by: session, action: 'account_reinstated', subject, reason });
        return { status: 200, body: viewAccount({ ...user, ...changes }, 0) };
      }),
  });

const operatorAccount = { message: 'the account of an operator cannot be suspended', code: 'operator_account' };
