import { GiveRecoveryCode, GiveTotp, RecoveredView, RecoveryCodeUsed, UserView } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { badRequest, type HttpProblem, route } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { hashRecoveryCode } from '../security/recovery-codes.ts';
import { type User, type UserSession, viewUser } from '../session.ts';
import { countRecoveryCodes, useRecoveryCode } from '../store/factors.ts';
import { notify } from '../store/notices.ts';
import { endPending, takePendingTry } from '../store/pending.ts';
import { holdUserById } from '../store/users.ts';
import { type Asking, openSession, signedInHeaders } from './open-session.ts';
import { notPending, requirePending } from './pending-sign-in.ts';
import { useTotp, wrongCode } from './use-totp.ts';

export const signInWithTotp = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signIn/totp',
    summary: 'Goes on with a sign-in by a code of an authenticator app',
    session: 'optional',
    body: GiveTotp,
    answers: { 200: UserView },
    problems: [401, 403, 429],
    async handle({ body: { code }, session, trace, request }) {
      const asking = { session, request };
      const isRight = (tx: Tx, user: User) => useTotp(kit, tx, user.id, code);
      const signedIn = await passFactor(kit, { trace, asking, method: 'totp', isRight, wrong: wrongCode });
      const headers = await signedInHeaders(kit, request, signedIn.user, signedIn.session);
      return { status: 200, body: viewUser(signedIn.user), headers };
    },
  });

export const signInWithRecoveryCode = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/signIn/recovery-code',
    summary: 'Goes on with a sign-in by a recovery code, which is used up by that',
    session: 'optional',
    body: GiveRecoveryCode,
    answers: { 200: RecoveredView },
    problems: [401, 403, 429],
    async handle({ body: { code }, session, trace, request }) {
      const asking = { session, request };
      let left = 0;
      const isRight = async (tx: Tx, user: User) => {
        const hash = hashRecoveryCode(kit.config.FACTOR_SECRET, user.id, code);
        if (!(await useRecoveryCode(tx, user.id, hash))) return false;
        left = await countRecoveryCodes(tx, user.id);
        await notify(tx, RecoveryCodeUsed, user, { left });
        return true;
      };
      const signedIn = await passFactor(kit, { trace, asking, method: 'recovery_code', isRight, wrong });
      const headers = await signedInHeaders(kit, request, signedIn.user, signedIn.session);
      return { status: 200, body: { user: viewUser(signedIn.user), recoveryCodesLeft: left }, headers };
    },
  });

interface Passing {
  trace: Tx['trace'];
  asking: Asking;
  method: 'totp' | 'recovery_code';
  /** Whether it is right; it is used up in the transaction of the session. */
  isRight(tx: Tx, user: User): Promise<boolean>;
  wrong(): HttpProblem;
}

/** Tries are counted before they are looked at: of this sign-in, and of the account, whoever knows its password. */
async function passFactor(
  kit: AuthKit,
  { trace, asking, method, isRight, wrong }: Passing,
): Promise<{ user: User; session: UserSession }> {
  const { throttle } = kit.resources;
  await throttle.admit(asking.request.ip!);
  const pending = await requirePending(kit, asking.request, 'second_factor');
  await throttle.admitFactor(pending.userId);
  if (!(await takePendingTry(kit.db, pending.id))) throw notPending();
  const about = { userId: pending.userId, request: asking.request };
  const signedIn = await kit.db.transaction(trace, async (tx) => {
    const user = await holdUserById(tx, pending.userId);
    if (!user) throw notPending();
    if (!(await isRight(tx, user))) {
      noteAccountEvent(kit, { ...about, what: 'factor_checked', outcome: 'refused', reason: method });
      throw wrong();
    }
    // Once the user is held: a change of the password has voided it, or can't any more.
    if (!(await endPending(tx, pending.id))) throw notPending();
    return { user, session: await openSession(kit, tx, user, asking, method) };
  });
  await throttle.passed(pending.userId);
  if (method === 'recovery_code') noteAccountEvent(kit, { ...about, what: 'recovery_code_used', outcome: 'succeeded' });
  noteAccountEvent(kit, { ...about, what: 'factor_checked', outcome: 'succeeded', reason: method });
  noteAccountEvent(kit, { ...about, what: 'sign_in', outcome: 'succeeded' });
  return signedIn;
}

const wrong = () => badRequest('code', 'is none of the codes that are left', 'wrong_recovery_code');
