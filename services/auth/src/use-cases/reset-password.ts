import { Id, ResetPassword } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { badRequest, route } from '@frontrow/common/http';
import { readDerivedToken } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { NewPassword, refuseContextual } from '../security/new-password.ts';
import { findReset, noteChange, useReset } from '../store/resets.ts';
import { revokeSessions } from '../store/sessions.ts';
import { changeUser, findUser, lockUser, setPassword } from '../store/users.ts';
import { endVerifications } from '../store/verifications.ts';

/**
 * Whoever has the code of the mail chooses a new password, once; whoever was signed in has to sign in with it. The mail was
 * read, so the address is confirmed, too: who can't sign in could confirm it in no other way.
 */
export const resetPassword = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/resetPassword',
    summary: 'Sets a new password with the code of a mail and ends all sessions',
    session: 'none',
    body: ResetPassword.extend({ password: NewPassword }),
    answers: { 204: null },
    problems: [429, 503],
    async handle({ body: { token, password }, trace, request }) {
      const { passwords, throttle } = kit.resources;
      await throttle.admit(request.ip!);
      const { data: id } = Id.safeParse(readDerivedToken(kit.config.RESET_SECRET, 'password-reset', token));
      const userId = id && (await findReset(kit.db, id));
      const user = userId && (await findUser(kit.db, userId));
      // Looked at before the password is hashed, which is dear; and again under the lock, which is what counts.
      const about = { what: 'password_reset', userId: user ? user.id : undefined, request } as const;
      if (!id || !user) {
        noteAccountEvent(kit, { ...about, outcome: 'refused', reason: 'link_void' });
        throw notGood();
      }
      refuseContextual('password', password, { ...user, publicUrl: kit.config.PUBLIC_URL });
      const newHash = await passwords.hash(password);
      await kit.db.transaction(trace, async (tx) => {
        const locked = await lockUser(tx, user.id);
        if (!locked || !(await useReset(tx, id, user.id))) throw notGood();
        await setPassword(tx, user.id, newHash);
        await noteChange(tx, user.id);
        // The code came by a mail to their address, and a change of address would have voided it.
        if (!locked.emailVerifiedAt) {
          await changeUser(tx, user.id, { emailVerifiedAt: await databaseTime(tx) });
          await endVerifications(tx, user.id);
        }
        await revokeSessions(tx, user.id);
      });
      noteAccountEvent(kit, { ...about, outcome: 'succeeded' });
      // Who has the mail is at home here: tries of strangers may not keep them out of the account now.
      await throttle.welcome(user.email, request.ip!);
      return { status: 204 };
    },
  });

const notGood = () => badRequest('token', 'is used, expired or not whole: ask for a new link', 'link_void');
