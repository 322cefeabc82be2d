import { ChangePassword, CurrentUserView } from '@frontrow/common/contracts';
import { badRequest, conflict, route, signedOut } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { NewPassword, refuseContextual } from '../security/new-password.ts';
import { viewUser } from '../session.ts';
import { noteChange } from '../store/resets.ts';
import { findUser, replacePassword } from '../store/users.ts';
import { renew, signedInHeaders } from './open-session.ts';

/** The present password is asked for, and tries at it are counted: a stolen cookie is not enough to take an account over. */
export const changePassword = (kit: AuthKit) =>
  route({
    method: 'post',
    path: '/password',
    summary: 'Changes the password, ends all other sessions, and goes on with this one under a new token',
    session: 'required',
    body: ChangePassword.extend({ newPassword: NewPassword }),
    answers: { 200: CurrentUserView },
    problems: [409, 429, 503],
    async handle({ body: { currentPassword, newPassword }, session, trace, request }) {
      const { passwords, throttle } = kit.resources;
      await throttle.admit(request.ip!);
      const user = await findUser(kit.db, session.userId);
      if (!user) throw signedOut();
      const isRight = () => passwords.matches(user.passwordHash, currentPassword);
      const about = { what: 'password_changed', userId: user.id, request } as const;
      if (!(await throttle.guess(user.email, request.ip!, isRight))) {
        noteAccountEvent(kit, { ...about, outcome: 'refused', reason: 'wrong_password' });
        throw badRequest('currentPassword', 'is wrong', 'wrong');
      }
      refuseContextual('newPassword', newPassword, { ...user, publicUrl: kit.config.PUBLIC_URL });
      const newHash = await passwords.hash(newPassword);
      const renewed = await kit.db.transaction(trace, async (tx) => {
        if (!(await replacePassword(tx, user, newHash)))
          throw conflict({
            message: 'the password was changed a moment ago',
            code: 'password_changed',
          });
        await noteChange(tx, user.id);
        return renew(tx, session);
      });
      noteAccountEvent(kit, { ...about, outcome: 'succeeded' });
      // The change of address that waited for its mail is void.
      const body = { currentUser: viewUser({ ...user, pendingEmail: null }) };
      return { status: 200, body, headers: await signedInHeaders(kit, request, user, renewed) };
    },
  });
