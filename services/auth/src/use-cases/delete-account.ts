import { DeleteAccount } from '@frontrow/common/contracts';
import { badRequest, conflict, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { takeCookie } from '../security/cookies.ts';
import { removeSessions } from '../store/sessions.ts';
import { findUser, lockChecked, removeUser } from '../store/users.ts';
import { refuseConfigured } from './refuse-configured.ts';

/**
 * Auth knows nothing of listings and orders, so it asks no one: what stands in the way is shown by tickets beforehand, and
 * the others follow `user.deleted` (ADR 25). The password is asked for as when it is changed.
 */
export const deleteAccount = (kit: AuthKit) =>
  route({
    method: 'delete',
    path: '/currentUser',
    summary: 'Deletes my account: its address and sessions at once, and everything else as the law allows',
    session: 'required',
    body: DeleteAccount,
    answers: { 204: null },
    problems: [409, 429, 503],
    async handle({ body: { password }, session, trace, request }) {
      const { passwords, throttle } = kit.resources;
      await throttle.admit(request.ip!);
      const user = await findUser(kit.db, session.userId);
      if (!user) throw signedOut();
      const isRight = () => passwords.matches(user.passwordHash, password);
      if (!(await throttle.guess(user.email, request.ip!, isRight))) {
        const about = { userId: user.id, reason: 'wrong_password', request };
        noteAccountEvent(kit, { what: 'account_deleted', outcome: 'refused', ...about });
        throw badRequest('password', 'is wrong', 'wrong');
      }
      refuseConfigured(kit.config, user);
      await kit.db.transaction(trace, async (tx) => {
        // Locked first: a sign-in that is under way would leave a session behind.
        const locked = await lockChecked(tx, user);
        if (!locked) throw conflict(changed);
        await removeSessions(tx, user.id);
        await removeUser(tx, locked);
      });
      // Of an account that is gone nothing is kept but this line of the log.
      noteAccountEvent(kit, { what: 'account_deleted', outcome: 'succeeded', userId: user.id, request });
      return { status: 204, headers: takeCookie(kit) };
    },
  });

const changed = { message: 'the password was changed a moment ago', code: 'password_changed' };
